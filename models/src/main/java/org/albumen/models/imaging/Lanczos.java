package org.albumen.models.imaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.albumen.models.imaging.raster.Raster;

/** Photographs and rasters at another size, by {@link Resampling}. Stateless. */
public final class Lanczos {
  /** Samples that are calculated at once. */
  private static final int BAND = 1 << 20;

  private Lanczos() {}

  /**
   * The photograph itself when its long side is short enough, else scaled down to it, its
   * proportions kept.
   *
   * @param maxLongSide in pixels, at least 1
   */
  public static Photograph downscale(Photograph photograph, int maxLongSide) {
    int longSide = Math.max(photograph.width(), photograph.height());
    return resize(
        photograph,
        scaled(photograph.width(), longSide, maxLongSide),
        scaled(photograph.height(), longSide, maxLongSide));
  }

  /**
   * The same for a photograph of which only a few rows are in memory, unless it is short enough.
   *
   * @throws IOException when the source cannot be read
   */
  public static Photograph downscale(PartedPhotograph photograph, int maxLongSide)
      throws IOException {
    int longSide = Math.max(photograph.width(), photograph.height());
    return longSide <= maxLongSide
        ? photograph.view(0, 0, photograph.width(), photograph.height())
        : resize(
            photograph,
            scaled(photograph.width(), longSide, maxLongSide),
            scaled(photograph.height(), longSide, maxLongSide));
  }

  /** A side when the longest is to be no more than the longest allowed; at least 1. */
  public static int scaled(int side, int longSide, int maxLongSide) {
    return longSide <= maxLongSide
        ? side
        : (int) Math.max(1, Math.round(side * ((double) maxLongSide / longSide)));
  }

  /** The photograph at any other size, in pixels. */
  public static Photograph resize(Photograph photograph, int width, int height) {
    if (width == photograph.width() && height == photograph.height()) {
      return photograph;
    }
    try {
      return resize((PartedPhotograph) photograph, width, height);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be read", e);
    }
  }

  /**
   * A photograph at any other size, in pixels; of the source only a few rows are in memory.
   *
   * @throws IOException when the source cannot be read
   */
  public static Photograph resize(PartedPhotograph photograph, int width, int height)
      throws IOException {
    Photograph resized = Photograph.black(width, height);
    bands(Resampling.of(photograph, width, height), 8, resized.rgb(), (y, rows, samples) -> {});
    return resized;
  }

  /**
   * Fills a raster with another, of the same channels and depth.
   *
   * @throws IOException when either cannot be read or written
   */
  public static void resize(Raster from, Raster to) throws IOException {
    int width = to.shape().width();
    int bits = to.shape().bits();
    ByteBuffer samples =
        ByteBuffer.allocate((int) (rows(width, to.shape().channels()) * to.shape().rowBytes()))
            .order(ByteOrder.nativeOrder());
    bands(
        Resampling.of(from, width, to.shape().height()),
        bits,
        samples,
        (y, rows, filled) -> {
          to.write(0, y, width, rows, filled.flip());
          filled.clear();
        });
  }

  private interface Band {
    void finished(int y, int rows, ByteBuffer samples) throws IOException;
  }

  private static void bands(Resampling resampling, int bits, ByteBuffer to, Band band)
      throws IOException {
    int width = resampling.width();
    int step = rows(width, resampling.channels());
    float[] numbers = new float[step * width * resampling.channels()];
    float max = (1 << bits) - 1;
    for (int y = 0; y < resampling.height(); y += step) {
      int rows = Math.min(step, resampling.height() - y);
      resampling.read(0, y, width, rows, numbers);
      for (int i = 0; i < rows * width * resampling.channels(); i++) {
        int sample = Math.round(Math.max(0, Math.min(max, numbers[i])));
        if (bits == 8) {
          to.put((byte) sample);
        } else {
          to.putShort((short) sample);
        }
      }
      band.finished(y, rows, to);
    }
  }

  private static int rows(int width, int channels) {
    return Math.max(1, BAND / (width * channels));
  }
}
