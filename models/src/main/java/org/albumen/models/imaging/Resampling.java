package org.albumen.models.imaging;

import java.io.IOException;
import java.util.Arrays;
import org.albumen.models.imaging.raster.Raster;

/**
 * An image at another size, calculated as it is read, with a Lanczos-3 kernel, separable, its
 * support widened when the image shrinks so that nothing aliases. Works on the samples' numbers, as
 * the networks' own training data were made; colours are not weighted by opacity. Holds the rows of
 * the source that the last rows read were made of: read rectangles of the same columns from top to
 * bottom. The numbers do not depend on how they are read. For use by one thread.
 */
public final class Resampling {
  /** Rows of the source that are fetched at once. */
  private static final int FETCH = 16;

  private final SampleSource source;
  private final int width;
  private final int height;
  private final LanczosKernel columns;
  private final LanczosKernel rows;

  // The source's rows top .. bottom - 1, each at its number modulo as many as there are.
  private float[][] held = {};
  private int left;
  private int across;
  private int top;
  private int bottom;

  private Resampling(SampleSource source, int width, int height) {
    this.source = source;
    this.width = width;
    this.height = height;
    this.columns = LanczosKernel.of(source.width(), width);
    this.rows = LanczosKernel.of(source.height(), height);
  }

  /** A photograph as networks see it, 3 channels of 0 to 255; size in pixels. */
  public static Resampling of(PartedPhotograph photograph, int width, int height) {
    return new Resampling(new SampleSource.Srgb(photograph), width, height);
  }

  /** A raster's own samples, 0 to their largest; size in pixels. */
  public static Resampling of(Raster raster, int width, int height) {
    return new Resampling(new SampleSource.Own(raster), width, height);
  }

  /** In pixels. */
  public int width() {
    return width;
  }

  /** In pixels. */
  public int height() {
    return height;
  }

  /** Numbers per pixel. */
  public int channels() {
    return source.channels();
  }

  /**
   * Puts a rectangle's numbers, interleaved, to the start of an array. They are not rounded and may
   * go a little beyond the range of samples; those of an image that keeps its size are the samples.
   *
   * @throws IOException when the source cannot be read
   */
  public void read(int x, int y, int width, int height, float[] to) throws IOException {
    if (this.width == source.width() && this.height == source.height()) {
      source.read(x, y, width, height, to, 0);
      return;
    }
    int first = columns.first(x);
    hold(first, columns.first(x + width - 1) + columns.taps() - first);
    float[] row = new float[across * channels()];
    for (int i = 0; i < height; i++) {
      Arrays.fill(row, 0);
      for (int tap = 0; tap < rows.taps(); tap++) {
        float weight = rows.weight(y + i, tap);
        float[] from = row(rows.first(y + i) + tap, rows.first(y + i));
        for (int j = 0; j < row.length; j++) {
          row[j] += weight * from[j];
        }
      }
      columns.filter(row, first, x, width, channels(), to, i * width * channels());
    }
  }

  private void hold(int first, int count) {
    if (held.length == 0 || first != left || count != across) {
      left = first;
      across = count;
      top = 0;
      bottom = 0;
      held = new float[rows.taps() + FETCH][];
    }
  }

  /** The source's row; rows from {@code needed} on are kept. */
  private float[] row(int y, int needed) throws IOException {
    if (needed < top || needed > bottom) {
      top = needed;
      bottom = needed;
    }
    while (y >= bottom) {
      int count = Math.min(FETCH, source.height() - bottom);
      float[] fetched = new float[count * across * channels()];
      source.read(left, bottom, across, count, fetched, 0);
      int length = across * channels();
      for (int i = 0; i < count; i++) {
        int slot = (bottom + i) % held.length;
        if (held[slot] == null) {
          held[slot] = new float[length];
        }
        System.arraycopy(fetched, i * length, held[slot], 0, length);
      }
      bottom += count;
      top = Math.max(top, bottom - held.length);
    }
    return held[y % held.length];
  }
}
