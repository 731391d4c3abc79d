package org.albumen.models.network.stylegan;

import org.albumen.models.torchscript.ScriptClass;

/**
 * The layers of {@link StyleGan2Blocks} with fewer passes over the image. A single image's style,
 * norm and gain are multiplied into the weight, which is smaller; the gain also into bias and
 * noise, as a rectifier lets it through; the bias is the last convolution's; what is left is done
 * in place. Channels lie last, where the resampling filter is a fast convolution.
 */
final class StyleGan2Fast {
  private StyleGan2Fast() {}

  private static ScriptClass layer(String name, String convolution) {
    return new ScriptClass(
        name,
        """
          def forward(self: __torch__.NAME, x: Tensor, w: Tensor, noise: Tensor) -> Tensor:
            s = self.affine.forward(w)
            energy = torch.sum(torch.mul(self.weight, self.weight), [2, 3])
            norm = torch.rsqrt(torch.add(torch.linear(torch.mul(s, s), energy), 1e-08))
            norm = torch.mul(norm, self.gain)
            bias = torch.mul(self.bias, self.gain)
            x = x.contiguous(memory_format=2)
            if torch.size(x, 0) == 1:
              weight = torch.mul(self.weight, s.reshape([1, -1, 1, 1]))
              x = self.convolve(x, torch.mul(weight, norm.reshape([-1, 1, 1, 1])), bias)
            else:
              x = self.convolve(torch.mul(x, s.unsqueeze(2).unsqueeze(3)), self.weight, None)
              x = torch.mul_(x, norm.unsqueeze(2).unsqueeze(3))
              x = torch.add_(x, bias.reshape([1, -1, 1, 1]))
            if torch.numel(noise) == 0:
              noise = self.noise_const
            else:
              side = self.side
              noise = torch.slice(noise, 1, self.noise_from, self.noise_from + side * side)
              noise = torch.reshape(noise, [-1, 1, side, side])
            x = torch.add_(x, torch.mul(noise, torch.mul(self.noise_strength, self.gain)))
            x = torch.leaky_relu_(x, 0.2)
            if self.limit < 1e+38:
              x = torch.clamp_(x, -self.limit, self.limit)
            return x
          def convolve(self: __torch__.NAME, x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
        CONVOLUTION
        """
            .replace("NAME", name)
            .replace("CONVOLUTION", convolution.indent(4).stripTrailing()));
  }

  static final ScriptClass CONV =
      layer("FastConv", "return torch.conv2d(x, weight, bias, [1, 1], [1, 1], [1, 1], 1)");

  static final ScriptClass UP_CONV =
      layer(
          "FastUpConv",
          """
          weight = torch.transpose(weight, 0, 1)
          x = torch.conv_transpose2d(x, weight, None, [2, 2], [0, 0], [0, 0], 1, [1, 1])
          channels = torch.size(x, 1)
          fir = torch.mul(torch.flip(self.resample_filter, [0, 1]), 4.)
          fir = fir.reshape([1, 1, 4, 4]).repeat([channels, 1, 1, 1])
          return torch.conv2d(x, fir, bias, [1, 1], [1, 1], [1, 1], channels)
          """);

  static final ScriptClass TO_RGB =
      new ScriptClass(
          "FastToRgb",
          """
            def forward(self: __torch__.FastToRgb, x: Tensor, w: Tensor) -> Tensor:
              s = torch.mul(self.affine.forward(w), self.gain)
              weight = self.weight
              if torch.size(x, 0) == 1:
                weight = torch.mul(weight, s.reshape([1, -1, 1, 1]))
              else:
                x = torch.mul(x, s.unsqueeze(2).unsqueeze(3))
              x = torch.conv2d(x, weight, self.bias, [1, 1], [0, 0], [1, 1], 1)
              return torch.clamp(x, -self.limit, self.limit)
          """);
}
