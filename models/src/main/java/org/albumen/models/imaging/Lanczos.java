package org.albumen.models.imaging;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Resampling with a Lanczos-3 kernel, separable, its support widened when the image shrinks so that
 * nothing aliases. Works on the sRGB numbers, as the networks' own training data were made.
 * Stateless.
 */
public final class Lanczos {
  private Lanczos() {}

  /**
   * The photograph itself when its long side is short enough, else scaled down to it, its
   * proportions kept.
   *
   * @param maxLongSide in pixels, at least 1
   */
  public static Photograph downscale(Photograph photograph, int maxLongSide) {
    int longSide = Math.max(photograph.width(), photograph.height());
    if (longSide <= maxLongSide) {
      return photograph;
    }
    double factor = (double) maxLongSide / longSide;
    return resize(
        photograph,
        (int) Math.max(1, Math.round(photograph.width() * factor)),
        (int) Math.max(1, Math.round(photograph.height() * factor)));
  }

  /** The photograph at any other size, in pixels. */
  public static Photograph resize(Photograph photograph, int width, int height) {
    if (width == photograph.width() && height == photograph.height()) {
      return photograph;
    }
    Photograph resized = Photograph.black(width, height);
    LanczosKernel columns = LanczosKernel.of(photograph.width(), width);
    LanczosKernel rows = LanczosKernel.of(photograph.height(), height);
    ByteBuffer from = photograph.rgb();
    ByteBuffer to = resized.rgb();
    byte[] source = new byte[photograph.width() * Photograph.CHANNELS];
    float[] row = new float[source.length];
    for (int y = 0; y < height; y++) {
      Arrays.fill(row, 0);
      for (int tap = 0; tap < rows.taps(); tap++) {
        from.get((rows.first(y) + tap) * source.length, source);
        float weight = rows.weight(y, tap);
        for (int i = 0; i < row.length; i++) {
          row[i] += weight * (source[i] & 0xff);
        }
      }
      columns.filter(row, to);
    }
    return resized;
  }
}
