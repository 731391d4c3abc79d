package org.albumen.models.network.stylegan;

import org.albumen.models.torchscript.ScriptClass;

/** The layers of StyleGAN2's synthesis network. Filters are true convolutions. */
final class StyleGan2Blocks {
  private StyleGan2Blocks() {}

  /**
   * Demodulated convolution, then noise, bias, leaky ReLU and limit. Noise is what is given to all
   * layers, N x all, or nothing: then it is the checkpoint's.
   */
  private static ScriptClass layer(String name, String convolution) {
    return new ScriptClass(
        name,
        """
          def forward(self: __torch__.NAME, x: Tensor, w: Tensor, noise: Tensor) -> Tensor:
            s = self.affine.forward(w)
            energy = torch.sum(torch.mul(self.weight, self.weight), [2, 3])
            norm = torch.rsqrt(torch.add(torch.linear(torch.mul(s, s), energy), 1e-08))
            x = torch.mul(x, s.unsqueeze(2).unsqueeze(3))
        CONVOLUTION
            x = torch.mul(x, norm.unsqueeze(2).unsqueeze(3))
            if torch.numel(noise) == 0:
              noise = self.noise_const
            else:
              side = self.side
              noise = torch.slice(noise, 1, self.noise_from, self.noise_from + side * side)
              noise = torch.reshape(noise, [-1, 1, side, side])
            x = torch.add(x, torch.mul(noise, self.noise_strength))
            x = torch.leaky_relu(torch.add(x, self.bias.reshape([1, -1, 1, 1])), 0.2)
            return torch.clamp(torch.mul(x, self.gain), -self.limit, self.limit)
        """
            .replace("NAME", name)
            .replace("CONVOLUTION", convolution.indent(4).stripTrailing()));
  }

  static final ScriptClass CONV =
      layer("Conv", "x = torch.conv2d(x, self.weight, None, [1, 1], [1, 1], [1, 1], 1)");

  /** Doubles the sides: a transposed convolution, then the resampling filter. */
  static final ScriptClass UP_CONV =
      layer(
          "UpConv",
          """
          weight = torch.transpose(self.weight, 0, 1)
          x = torch.conv_transpose2d(x, weight, None, [2, 2], [0, 0], [0, 0], 1, [1, 1])
          channels = torch.size(x, 1)
          fir = torch.mul(torch.flip(self.resample_filter, [0, 1]), 4.)
          fir = fir.reshape([1, 1, 4, 4]).repeat([channels, 1, 1, 1])
          x = torch.conv2d(x, fir, None, [1, 1], [1, 1], [1, 1], channels)
          """);

  static final ScriptClass TO_RGB =
      new ScriptClass(
          "ToRgb",
          """
            def forward(self: __torch__.ToRgb, x: Tensor, w: Tensor) -> Tensor:
              s = torch.mul(self.affine.forward(w), self.gain)
              x = torch.mul(x, s.unsqueeze(2).unsqueeze(3))
              x = torch.conv2d(x, self.weight, self.bias, [1, 1], [0, 0], [1, 1], 1)
              return torch.clamp(x, -self.limit, self.limit)
          """);

  /** The text of a doubling of the sides by zeros between pixels and the resampling filter. */
  private static final String ENLARGE =
      """
          channels = torch.size(x, 1)
          fir = torch.mul(self.resample_filter, 4.)
          fir = fir.reshape([1, 1, 4, 4]).repeat([channels, 1, 1, 1])
          x = torch.conv_transpose2d(x, fir, None, [2, 2], [1, 1], [0, 0], channels, [1, 1])
          return x
      """;

  static final ScriptClass SKIP =
      new ScriptClass(
          "Skip",
          """
            def forward(self: __torch__.Skip, x: Tensor) -> Tensor:
              weight = torch.mul(self.weight, self.gain)
              x = torch.conv2d(x, weight, None, [1, 1], [0, 0], [1, 1], 1)
          """
              + ENLARGE);

  static ScriptClass first(boolean rgb) {
    String name = rgb ? "FirstRgbBlock" : "FirstBlock";
    String text =
        """
          def forward(self: __torch__.NAME, ws: Tensor, noise: Tensor) -> Tensor:
            x = self.const.unsqueeze(0).repeat([torch.size(ws, 0), 1, 1, 1])
            return self.conv1.forward(x, ws[:, 0], noise)
        """
            + (rgb ? rgb(1) : "");
    return new ScriptClass(name, text.replace("NAME", name));
  }

  static ScriptClass block(boolean resnet, boolean rgb) {
    String name = (resnet ? "Resnet" : "Plain") + (rgb ? "RgbBlock" : "Block");
    String forward =
        """
          def forward(self: __torch__.NAME, x: Tensor, ws: Tensor, noise: Tensor) -> Tensor:
            y = self.conv1.forward(self.conv0.forward(x, ws[:, 0], noise), ws[:, 1], noise)
            return RESULT
        """
            .replace("RESULT", resnet ? "torch.add(self.skip.forward(x), y)" : "y");
    String enlarged = "  def enlarged(self: __torch__.NAME, x: Tensor) -> Tensor:\n" + ENLARGE;
    return new ScriptClass(name, (forward + enlarged + (rgb ? rgb(2) : "")).replace("NAME", name));
  }

  private static String rgb(int style) {
    return """
      def rgb(self: __torch__.NAME, x: Tensor, ws: Tensor) -> Tensor:
        return self.torgb.forward(x, ws[:, STYLE])
    """
        .replace("STYLE", Integer.toString(style));
  }
}
