package org.albumen.models.network.stylegan;

import org.albumen.models.network.stylegan.StyleGan3Layers.Layer;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * A layer's filters without the samples between them: the dense signal is never laid out as one
 * image. Its samples are divided by their place modulo {@code down} on each axis; each such phase
 * is a short filter of the input, rectified, and adds its share of the second filter to the answer.
 * So no zero is multiplied, nothing is calculated that is thrown away, and every convolution has
 * stride 1.
 *
 * <p>Where the layer's answer is denser than its input, a phase is woven of {@code weave} x {@code
 * weave} filters.
 *
 * <p>A few channels are dealt with at a time, channels last, so that what comes between stays in
 * the processor's cache.
 *
 * @param weave samples of a phase per sample of the input, along an axis
 * @param start first tap of the first phase's filter, with {@code up} - 1 zeros put before the taps
 * @param taps of a phase's filter
 * @param left zeros before the input, negative to crop
 * @param right zeros after it
 * @param step channels at a time
 */
record StyleGan3Phases(Layer layer, int weave, int start, int taps, int left, int right, int step) {
  /** Numbers of a phase that stay in the cache. */
  private static final int CACHED = 1_300_000;

  /** Channels that a processor's vector holds. */
  private static final int VECTOR = 16;

  /** Whether the layer has what this calculates: both filters, the first at least as dense. */
  static boolean suit(Layer layer) {
    return layer.upTaps() > 1 && layer.downTaps() > 1 && layer.up() % layer.down() == 0;
  }

  static StyleGan3Phases of(Layer layer) {
    int up = layer.up();
    int weave = up / layer.down();
    int samples = layer.out().size() - 1 + layer.downTaps() / layer.down();
    int woven = (samples + weave - 1) / weave;
    // Dense sample n = up * t + o is the sum over j of filter[up * j + first - o] * input[t + j].
    int first = Math.floorMod(layer.padBefore(), up);
    int taps = (layer.upTaps() - 1 - (first - up + 1)) / up + 1;
    int left = Math.floorDiv(layer.padBefore(), up);
    int right = woven + taps - 1 - left - (layer.in().size() + layer.kernel() - 1);
    int step = CACHED / (woven * weave * woven * weave) / VECTOR * VECTOR;
    return new StyleGan3Phases(
        layer, weave, up - 1 + first, taps, left, right, Math.max(VECTOR, step));
  }

  /** Adds what the methods need to a module that has the layer's weights. */
  ScriptModule.Builder constants(ScriptModule.Builder module) {
    return module
        .constant("weave", (long) weave)
        .constant("start", (long) start)
        .constant("taps", (long) taps)
        .constant("left", (long) left)
        .constant("right", (long) right)
        .constant("step", (long) step)
        .constant("size", (long) layer.out().size());
  }

  ScriptClass type() {
    String name = layer.radial() ? "LayerByPhaseRadial" : "LayerByPhase";
    String thinning =
        layer.radial()
            ? "torch.flip(self.down_filter, [0, 1])"
            : "torch.outer(torch.flip(self.down_filter, [0]), torch.flip(self.down_filter, [0]))";
    String text = FORWARD + FILTER + DENSIFY;
    return new ScriptClass(name, text.replace("THINNING", thinning).replace("NAME", name));
  }

  /** A single image's style and norm are multiplied into the weight, which is smaller. */
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
          x = x.contiguous(memory_format=2)
          p = self.padding
          if torch.size(x, 0) == 1:
            weight = torch.mul(torch.mul(weight, s.reshape([1, -1, 1, 1])), norm.reshape([-1, 1, 1, 1]))
            x = torch.conv2d(x, weight, self.bias, [1, 1], [p, p], [1, 1], 1)
          else:
            x = torch.mul(x, s.unsqueeze(2).unsqueeze(3))
            x = torch.conv2d(x, weight, None, [1, 1], [p, p], [1, 1], 1)
            x = torch.mul(x, norm.unsqueeze(2).unsqueeze(3))
            x = torch.add(x, self.bias.reshape([1, -1, 1, 1]))
          return self.filter(x)
      """;

  /** The rectifier's gain is in the second filter, and so the limit is divided by it. */
  private static final String FILTER =
      """
        def filter(self: __torch__.NAME, x: Tensor) -> Tensor:
          u = self.up
          d = self.down
          line = torch.flip(torch.mul(self.up_filter, float(u)), [0])
          line = torch.constant_pad_nd(line, [u - 1, u], 0.)
          ups = annotate(List[Tensor], [])
          for i in range(u):
            for j in range(u):
              a = line[self.start - i : self.start - i + u * self.taps : u]
              b = line[self.start - j : self.start - j + u * self.taps : u]
              ups.append(torch.outer(a, b).unsqueeze(0).unsqueeze(0).repeat([self.step, 1, 1, 1]))
          thinning = torch.mul(THINNING, 1.4142135623730951)
          downs = annotate(List[Tensor], [])
          for p in range(d):
            for q in range(d):
              part = thinning[p::d, q::d].unsqueeze(0).unsqueeze(0)
              downs.append(part.repeat([self.step, 1, 1, 1]))
          limit = self.limit / 1.4142135623730951
          parts = annotate(List[Tensor], [])
          for i in range((torch.size(x, 1) + self.step - 1) // self.step):
            y = x[:, i * self.step : (i + 1) * self.step]
            c = torch.size(y, 1)
            l = self.left
            r = self.right
            y = torch.constant_pad_nd(y, [l, r, l, r], 0.).contiguous(memory_format=2)
            answer = annotate(Optional[Tensor], None)
            for p in range(d):
              for q in range(d):
                z = torch.leaky_relu_(self.phase(y, ups, p, q), 0.2)
                z = torch.clamp_(z, -limit, limit)
                z = torch.conv2d(z, downs[p * d + q][:c], None, [1, 1], [0, 0], [1, 1], c)
                if answer is None:
                  answer = z
                else:
                  answer = torch.add_(answer, z)
            if answer is not None:
              parts.append(answer[:, :, : self.size, : self.size])
          return torch.cat(parts, 1)
      """;

  private static final String DENSIFY =
      """
        def phase(self: __torch__.NAME, x: Tensor, ups: List[Tensor], p: int, q: int) -> Tensor:
          n, c, h, w = torch.size(x)
          h = h - self.taps + 1
          w = w - self.taps + 1
          k = self.weave
          if k == 1:
            return torch.conv2d(x, ups[p * self.up + q][:c], None, [1, 1], [0, 0], [1, 1], c)
          y = x.new_empty([n, h, k, w, k, c])
          for a in range(k):
            for b in range(k):
              at = (self.down * a + p) * self.up + self.down * b + q
              z = torch.conv2d(x, ups[at][:c], None, [1, 1], [0, 0], [1, 1], c)
              _0 = torch.copy_(y[:, :, a, :, b], z.permute([0, 2, 3, 1]))
          return y.reshape([n, h * k, w * k, c]).permute([0, 3, 1, 2])
      """;
}
