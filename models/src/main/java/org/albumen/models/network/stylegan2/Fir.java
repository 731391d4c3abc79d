package org.albumen.models.network.stylegan2;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * Resampling with a finite impulse response: zeros are put between the pixels, the borders padded
 * or cropped, the result convolved (a true convolution) with a low-pass kernel and thinned out. The
 * kernel is the outer product of {@code taps} with itself, brought to the sum {@code gain}.
 *
 * @param taps the kernel along one axis
 * @param gain the sum of the kernel
 * @param up pixels out per pixel in, along each axis
 * @param down pixels in per pixel out, along each axis
 * @param before zeros added above and to the left; negative crops
 * @param after zeros added below and to the right; negative crops
 * @param stored whether the kernel is a buffer {@code kernel} of the checkpoint; else it is written
 *     into the script
 */
record Fir(
    List<Long> taps, long gain, long up, long down, long before, long after, boolean stored) {
  /** The taps of all published networks. */
  static final List<Long> STANDARD = List.of(1L, 3L, 3L, 1L);

  Fir {
    taps = List.copyOf(taps);
  }

  /** Taps that can be brought to a sum. */
  static List<Long> require(List<Long> taps) {
    if (taps.stream().mapToLong(Long::longValue).sum() < 1) {
      throw new IllegalArgumentException("a smoothing kernel needs a positive sum: " + taps);
    }
    return List.copyOf(taps);
  }

  /** Doubles the size of an image. */
  static Fir doubling(List<Long> taps, boolean stored) {
    int pad = taps.size() - 2;
    return new Fir(taps, 4, 2, 1, Math.floorDiv(pad + 1, 2) + 1, Math.floorDiv(pad, 2), stored);
  }

  /** Smooths what a transposed convolution of stride 2 has doubled. */
  static Fir afterDoubling(List<Long> taps, long convolution, boolean stored) {
    long pad = taps.size() - 1 - convolution;
    return new Fir(taps, 4, 1, 1, Math.floorDiv(pad + 1, 2) + 1, Math.floorDiv(pad, 2) + 1, stored);
  }

  /** Smooths what a convolution of stride 2 will halve. */
  static Fir beforeHalving(List<Long> taps, long convolution, boolean stored) {
    long pad = taps.size() - 3 + convolution;
    return new Fir(taps, 1, 1, 1, Math.floorDiv(pad + 1, 2), Math.floorDiv(pad, 2), stored);
  }

  /** The same for every second pixel only. */
  Fir thinned() {
    return new Fir(taps, gain, up, 2 * down, before, after, stored);
  }

  /**
   * Every stored kernel of a network, by its key: those before halving have the sum 1, others 4.
   */
  static Map<String, float[]> kernels(ScriptModule network, List<Long> taps) {
    Map<String, float[]> kernels = new LinkedHashMap<>();
    for (String key : network.weights().keySet()) {
      if (key.endsWith(".blur.kernel") || key.endsWith(".upsample.kernel")) {
        kernels.put(key, doubling(taps, true).kernel());
      } else if (key.endsWith(".kernel")) {
        kernels.put(key, beforeHalving(taps, 1, true).kernel());
      }
    }
    return kernels;
  }

  /** The kernel in row-major order. */
  float[] kernel() {
    int size = taps.size();
    double sum = taps.stream().mapToLong(Long::longValue).sum();
    float[] kernel = new float[size * size];
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = (float) ((double) (taps.get(i / size) * taps.get(i % size) * gain) / (sum * sum));
    }
    return kernel;
  }

  /**
   * The same for answers alone. Doubling with the standard taps is bilinear interpolation of an
   * image that a border of zeros surrounds, and much faster so; a stored kernel, which follows from
   * the options, is not read then.
   */
  ScriptModule foldedModule() {
    return equals(doubling(STANDARD, stored)) ? ScriptModule.of(BORDERED).build() : module();
  }

  private static final ScriptClass BORDERED =
      new ScriptClass(
          "Bordered",
          """
            def forward(self: __torch__.Bordered, x: Tensor) -> Tensor:
              x = torch.constant_pad_nd(x, [1, 1, 1, 1])
              x = torch.upsample_bilinear2d(x, None, False, [2., 2.])
              x = torch.narrow(x, 2, 2, torch.size(x, 2) - 4)
              return torch.narrow(x, 3, 2, torch.size(x, 3) - 4)
          """);

  /** A module whose {@code forward} maps N x C x H x W. */
  ScriptModule module() {
    return stored ? storedModule(taps.size(), taps.size()) : writtenModule();
  }

  /** The same with a stored kernel of any shape. */
  ScriptModule storedModule(long height, long width) {
    String kernel =
        "  def taps(self: __torch__.StoredFir, x: Tensor) -> Tensor:\n    return self.kernel\n";
    return constants(
            ScriptModule.of(new ScriptClass("StoredFir", kernel + resample("StoredFir")))
                .exactBuffer("kernel", height, width))
        .build();
  }

  private ScriptModule writtenModule() {
    double sum = taps.stream().mapToLong(Long::longValue).sum();
    String line =
        taps.stream()
            .map(tap -> Double.toString((double) tap / sum))
            .collect(Collectors.joining(", ", "[", "]"));
    String kernel =
        """
          def taps(self: __torch__.WrittenFir, x: Tensor) -> Tensor:
            line = torch.tensor(LINE, dtype=ops.prim.dtype(x), device=ops.prim.device(x))
            return torch.mul(torch.mul(torch.unsqueeze(line, 1), line), self.gain)
        """
            .replace("LINE", line);
    return constants(
            ScriptModule.of(new ScriptClass("WrittenFir", kernel + resample("WrittenFir"))))
        .constant("gain", (double) gain)
        .build();
  }

  private ScriptModule.Builder constants(ScriptModule.Builder module) {
    return module
        .constant("up", up)
        .constant("down", down)
        .constant("before", before)
        .constant("after", after);
  }

  private static String resample(String name) {
    return """
      def forward(self: __torch__.NAME, x: Tensor) -> Tensor:
        n, c, h, w = torch.size(x)
        if self.up > 1:
          x = torch.reshape(x, [n, c, h, 1, w, 1])
          x = torch.constant_pad_nd(x, [0, self.up - 1, 0, 0, 0, self.up - 1])
          x = torch.reshape(x, [n, c, h * self.up, w * self.up])
        x = torch.constant_pad_nd(x, [self.before, self.after, self.before, self.after])
        kernel = torch.flip(self.taps(x), [0, 1])
        kernel = torch.expand(torch.unsqueeze(torch.unsqueeze(kernel, 0), 0), [c, 1, -1, -1])
        return torch.conv2d(x, kernel, None, [self.down, self.down], [0, 0], [1, 1], c)
    """
        .replace("NAME", name);
  }
}
