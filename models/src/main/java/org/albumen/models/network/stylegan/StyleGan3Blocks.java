package org.albumen.models.network.stylegan;

import org.albumen.models.network.stylegan.StyleGan3Layers.Layer;
import org.albumen.models.torchscript.ScriptClass;

/**
 * The layers of StyleGAN3's synthesis network. The first filter is a transposed convolution, which
 * skips the zeros between samples; the second a convolution with stride, which skips what is thrown
 * away.
 */
final class StyleGan3Blocks {
  private StyleGan3Blocks() {}

  /** Which filters a layer has. */
  private record Filters(boolean up, boolean down, boolean radial) {
    static Filters of(Layer layer) {
      return new Filters(layer.upTaps() > 1, layer.downTaps() > 1, layer.radial());
    }

    private String name() {
      return "Layer" + (up ? "Up" : "") + (down ? radial ? "DownRadial" : "Down" : "");
    }
  }

  /** Fourier features, rotated and shifted by the first style (appendix F of the paper). */
  static final ScriptClass INPUT =
      new ScriptClass(
          "Input",
          """
            def forward(self: __torch__.Input, w: Tensor, transform: Tensor) -> Tensor:
              t = self.affine.forward(w)
              length = torch.sqrt(torch.sum(torch.mul(t[:, :2], t[:, :2]), [1], True))
              t = torch.div(t, length)
              cosine = t[:, 0]
              sine = t[:, 1]
              x = torch.neg(t[:, 2])
              y = torch.neg(t[:, 3])
              zero = torch.zeros_like(x)
              one = torch.ones_like(x)
              turn = torch.stack([cosine, torch.neg(sine), zero, sine, cosine, zero, zero, zero, one], 1)
              shift = torch.stack([one, zero, x, zero, one, y, zero, zero, one], 1)
              move = torch.matmul(turn.reshape([-1, 3, 3]), shift.reshape([-1, 3, 3]))
              move = torch.matmul(move, transform.unsqueeze(0))
              freqs = self.freqs.unsqueeze(0)
              phases = torch.add(self.phases, torch.matmul(freqs, move[:, :2, 2:]).squeeze(2))
              freqs = torch.matmul(freqs, move[:, :2, :2])
              high = torch.sub(torch.sqrt(torch.sum(torch.mul(freqs, freqs), [2])), self.bandwidth)
              room = torch.sub(torch.div(self.rate, 2.), self.bandwidth)
              loud = torch.clamp(torch.rsub(torch.div(high, room), 1.), 0., 1.)
              at = torch.arange(self.size, dtype=6, layout=None, device=ops.prim.device(w), pin_memory=False)
              at = torch.div(torch.sub(at, torch.mul(torch.sub(self.size, 1), 0.5)), self.rate)
              across = at.reshape([1, -1]).repeat([self.size, 1])
              grid = torch.stack([across, torch.transpose(across, 0, 1)], 2).unsqueeze(0)
              x = torch.matmul(grid, torch.transpose(freqs, 1, 2).unsqueeze(1))
              x = torch.add(x, phases.unsqueeze(1).unsqueeze(2))
              x = torch.mul(torch.sin(torch.mul(x, 6.283185307179586)), loud.unsqueeze(1).unsqueeze(2))
              weight = torch.div(self.weight, torch.sqrt(torch.size(self.weight, 1)))
              return torch.linear(x, weight).permute([0, 3, 1, 2]).contiguous()
          """);

  static final ScriptClass TO_RGB =
      new ScriptClass(
          "ToRgb",
          """
            def forward(self: __torch__.ToRgb, x: Tensor, w: Tensor) -> Tensor:
              s = torch.mul(self.affine.forward(w), self.gain)
              s = torch.mul(s, torch.rsqrt(self.magnitude_ema))
              x = torch.mul(x, s.unsqueeze(2).unsqueeze(3))
              x = torch.conv2d(x, self.weight, self.bias, [1, 1], [0, 0], [1, 1], 1)
              return torch.clamp(x, -self.limit, self.limit)
          """);

  static ScriptClass layer(Layer layer) {
    Filters filters = Filters.of(layer);
    String text = FORWARD + (filters.up() ? UP : NO_UP);
    text += filters.down() ? filters.radial() ? DOWN_RADIAL : DOWN : NO_DOWN;
    return new ScriptClass(filters.name(), text.replace("NAME", filters.name()));
  }

  /** Weights and styles are brought to unit size first; the factor of the input comes after. */
  private static final String FORWARD =
      """
        def forward(self: __torch__.NAME, x: Tensor, w: Tensor) -> Tensor:
          s = self.affine.forward(w)
          s = torch.mul(s, torch.rsqrt(torch.mean(torch.mul(s, s))))
          weight = self.weight
          mean = torch.mean(torch.mul(weight, weight), [1, 2, 3], True)
          weight = torch.mul(weight, torch.rsqrt(mean))
          energy = torch.sum(torch.mul(weight, weight), [2, 3])
          norm = torch.rsqrt(torch.add(torch.linear(torch.mul(s, s), energy), 1e-08))
          s = torch.mul(s, torch.rsqrt(self.magnitude_ema))
          x = torch.mul(x, s.unsqueeze(2).unsqueeze(3))
          p = self.padding
          x = torch.conv2d(x, weight, None, [1, 1], [p, p], [1, 1], 1)
          x = torch.mul(x, norm.unsqueeze(2).unsqueeze(3))
          x = self.densify(torch.add(x, self.bias.reshape([1, -1, 1, 1])))
          x = torch.mul(torch.leaky_relu(x, 0.2), 1.4142135623730951)
          return self.thin(torch.clamp(x, -self.limit, self.limit))
      """;

  /**
   * The transposed convolution's result begins taps - 1 - before samples earlier than wanted, and
   * ends taps - up - after samples later; what both have in common is its padding.
   */
  private static final String UP =
      """
        def densify(self: __torch__.NAME, x: Tensor) -> Tensor:
          taps = torch.size(self.up_filter, 0)
          first = taps - 1 - self.before
          last = taps - self.up - self.after
          p = max(0, min(first, last))
          c = torch.size(x, 1)
          fir = torch.mul(self.up_filter, float(self.up))
          down = fir.reshape([1, 1, -1, 1]).repeat([c, 1, 1, 1])
          across = fir.reshape([1, 1, 1, -1]).repeat([c, 1, 1, 1])
          u = self.up
          x = torch.conv_transpose2d(x, down, None, [u, 1], [p, 0], [0, 0], c, [1, 1])
          x = torch.conv_transpose2d(x, across, None, [1, u], [0, p], [0, 0], c, [1, 1])
          if first != p or last != p:
            x = torch.constant_pad_nd(x, [p - first, p - last, p - first, p - last], 0.)
          return x
      """;

  private static final String NO_UP =
      """
        def densify(self: __torch__.NAME, x: Tensor) -> Tensor:
          return torch.constant_pad_nd(x, [self.before, self.after, self.before, self.after], 0.)
      """;

  private static final String DOWN =
      """
        def thin(self: __torch__.NAME, x: Tensor) -> Tensor:
          c = torch.size(x, 1)
          d = self.down
          fir = torch.flip(self.down_filter, [0])
          down = fir.reshape([1, 1, -1, 1]).repeat([c, 1, 1, 1])
          across = fir.reshape([1, 1, 1, -1]).repeat([c, 1, 1, 1])
          x = torch.conv2d(x, down, None, [d, 1], [0, 0], [1, 1], c)
          return torch.conv2d(x, across, None, [1, d], [0, 0], [1, 1], c)
      """;

  private static final String DOWN_RADIAL =
      """
        def thin(self: __torch__.NAME, x: Tensor) -> Tensor:
          c = torch.size(x, 1)
          d = self.down
          fir = torch.flip(self.down_filter, [0, 1]).unsqueeze(0).unsqueeze(0)
          fir = fir.repeat([c, 1, 1, 1])
          return torch.conv2d(x, fir, None, [d, d], [0, 0], [1, 1], c)
      """;

  private static final String NO_DOWN =
      """
        def thin(self: __torch__.NAME, x: Tensor) -> Tensor:
          return x
      """;
}
