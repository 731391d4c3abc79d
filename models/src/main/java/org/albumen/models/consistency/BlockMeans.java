package org.albumen.models.consistency;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.albumen.models.imaging.PartedPhotograph;
import org.albumen.models.imaging.Photograph;

/** The mean colours of an image's squares, row of squares by row, from the top. */
final class BlockMeans {
  private final PartedPhotograph image;
  private final int block;
  private final int columns;
  private final int rows;

  /**
   * Means of squares.
   *
   * @param block their side in pixels; the last ones may be narrower and lower
   */
  BlockMeans(PartedPhotograph image, int block) {
    this.image = image;
    this.block = block;
    this.columns = (image.width() + block - 1) / block;
    this.rows = (image.height() + block - 1) / block;
  }

  int columns() {
    return columns;
  }

  int rows() {
    return rows;
  }

  /** Red, green and blue of each square of a row, 0 to 255. */
  float[] row(int row) throws IOException {
    int width = image.width();
    int height = Math.min(block, image.height() - row * block);
    ByteBuffer rgb = image.view(0, row * block, width, height).rgb();
    byte[] line = new byte[width * Photograph.CHANNELS];
    int[] sums = new int[columns * Photograph.CHANNELS];
    for (int y = 0; y < height; y++) {
      rgb.get(line);
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < Photograph.CHANNELS; c++) {
          sums[x / block * Photograph.CHANNELS + c] += line[x * Photograph.CHANNELS + c] & 0xff;
        }
      }
    }
    float[] means = new float[sums.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = sums[i] / (float) (height * across(i / Photograph.CHANNELS));
    }
    return means;
  }

  private int across(int column) {
    return Math.min(block, image.width() - column * block);
  }
}
