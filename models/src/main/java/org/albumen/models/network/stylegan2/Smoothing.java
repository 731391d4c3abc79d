package org.albumen.models.network.stylegan2;

import java.util.ArrayList;
import java.util.List;
import org.albumen.models.torchscript.Fold;
import org.albumen.models.torchscript.Origin;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * {@link Fir} as a convolution of each channel with itself alone, its weight written at import; a
 * bias may be added in the same pass. For answers only.
 *
 * @param fir one that does not enlarge
 * @param channels of the image
 */
record Smoothing(Fir fir, long channels) {
  /**
   * A module whose {@code forward} maps N x C x H x W.
   *
   * @param name of the stored kernel, from the module on
   */
  ScriptModule module(String name) {
    long size = fir.taps().size();
    Spread spread = new Spread(channels);
    Origin origin =
        fir.stored()
            ? Origin.of(name, List.of(size, size), spread)
            : new Origin(List.of(), List.of(new Taps(fir.taps(), fir.gain()), spread));
    // What a convolution can pad itself needs no copy.
    boolean even = fir.before() == fir.after() && fir.before() >= 0;
    return ScriptModule.of(SMOOTHING)
        .made("kernel", origin, channels, 1L, size, size)
        .constant("channels", channels)
        .constant("stride", fir.down())
        .constant("padding", even ? fir.before() : 0L)
        .constant("before", even ? 0L : fir.before())
        .constant("after", even ? 0L : fir.after())
        .build();
  }

  /** The kernel of a {@link Fir}, from nothing. */
  private record Taps(List<Long> taps, long gain) implements Fold {
    @Override
    public Numbers of(List<Numbers> sources) {
      long size = taps.size();
      float[] kernel = new Fir(taps, gain, 1, 1, 0, 0, false).kernel();
      return new Numbers(List.of(size, size), kernel);
    }
  }

  /** The same kernel, turned round, for every channel. */
  private record Spread(long channels) implements Fold {
    @Override
    public Numbers of(List<Numbers> sources) {
      Numbers kernel = Fold.only(sources);
      float[] values = kernel.values();
      float[] all = new float[(int) channels * values.length];
      for (int i = 0; i < all.length; i++) {
        all[i] = values[values.length - 1 - i % values.length];
      }
      List<Long> shape = new ArrayList<>(List.of(channels, 1L));
      shape.addAll(kernel.shape());
      return new Numbers(shape, all);
    }
  }

  private static final ScriptClass SMOOTHING =
      new ScriptClass(
          "Smoothing",
          """
            def forward(self: __torch__.Smoothing, x: Tensor) -> Tensor:
              return self.biased(x, None)
            def biased(self: __torch__.Smoothing, x: Tensor, bias: Optional[Tensor]) -> Tensor:
              s = self.stride
              p = self.padding
              if self.before != 0 or self.after != 0:
                x = torch.constant_pad_nd(x, [self.before, self.after, self.before, self.after])
              return torch.conv2d(x, self.kernel, bias, [s, s], [p, p], [1, 1], self.channels)
          """);
}
