package org.albumen.models.composite;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.albumen.models.imaging.Photograph;

/** What a network answered, as rows of the result. */
@FunctionalInterface
public interface Answer {
  /**
   * Puts rows to the start of an array.
   *
   * @param y the first, of the result
   * @param rgb 3 numbers per pixel, 0 to 255
   */
  void read(int y, int rows, float[] rgb) throws IOException;

  /**
   * Rows of a network's answer that is as large as the result, or larger: then each pixel is the
   * mean of a square. A mean takes nothing from beyond the pixel, and what the network leaves as it
   * was comes back as it was.
   *
   * @param top the band's first row in the answer, a multiple of {@code factor}
   * @param band of the answer; rows and columns are multiples of {@code factor}
   * @param factor pixels of the answer per pixel of the result along a side
   */
  static Answer of(int top, Photograph band, int factor) {
    return (y, rows, rgb) -> {
      int first = y * factor - top;
      if (factor == 1) {
        numbers(band, first, rows, rgb);
      } else {
        means(band, first, rows, factor, rgb);
      }
    };
  }

  private static void numbers(Photograph band, int first, int rows, float[] rgb) {
    int rowSamples = band.width() * Photograph.CHANNELS;
    ByteBuffer samples = band.rgb().position(first * rowSamples);
    for (int i = 0; i < rows * rowSamples; i++) {
      rgb[i] = samples.get() & 0xff;
    }
  }

  private static void means(Photograph band, int first, int rows, int factor, float[] rgb) {
    ByteBuffer samples = band.rgb();
    int width = band.width() / factor;
    for (int row = 0; row < rows; row++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < Photograph.CHANNELS; c++) {
          int sum = 0;
          for (int v = 0; v < factor; v++) {
            int line = ((first + row * factor + v) * band.width() + x * factor);
            for (int u = 0; u < factor; u++) {
              sum += samples.get((line + u) * Photograph.CHANNELS + c) & 0xff;
            }
          }
          rgb[(row * width + x) * Photograph.CHANNELS + c] = sum / (float) (factor * factor);
        }
      }
    }
  }
}
