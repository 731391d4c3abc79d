package org.albumen.models.composite;

import java.nio.ByteBuffer;
import org.albumen.models.imaging.Photograph;

/**
 * A rectangle that is laid over a part of the result, such as a restored face. Its pixels are asked
 * for in any parts and do not depend on them. Safe for use by several threads.
 */
public interface Patch {
  /** First column, within the result. */
  int x();

  /** First row, within the result. */
  int y();

  /** In pixels of the result, at least 1. */
  int width();

  /** In pixels of the result, at least 1. */
  int height();

  /** A part of the patch, in pixels of the result; not empty and within the patch. */
  Pixels render(int x, int y, int width, int height);

  /**
   * A part's pixels.
   *
   * @param mask row by row, 0 for what is below to 1 for the patch
   * @param rgb row by row, 8-bit sRGB
   */
  @SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
  record Pixels(float[] mask, byte[] rgb) {}

  /**
   * A patch that is there as a whole.
   *
   * @param x column of the result
   * @param y row of the result
   * @param mask as many numbers as there are pixels, 0 to 1
   */
  static Patch of(int x, int y, float[] mask, Photograph pixels) {
    if (mask.length != pixels.pixels()) {
      throw new IllegalArgumentException(mask.length + " numbers are no mask of " + pixels);
    }
    return new WholePatch(x, y, mask, pixels);
  }

  /**
   * The same with less of it seen.
   *
   * @param share of the mask, 0 to 1
   */
  default Patch faded(float share) {
    return new FadedPatch(this, share);
  }

  /** A patch in memory. */
  @SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
  record WholePatch(int x, int y, float[] whole, Photograph pixels) implements Patch {
    @Override
    public int width() {
      return pixels.width();
    }

    @Override
    public int height() {
      return pixels.height();
    }

    @Override
    public Pixels render(int x, int y, int width, int height) {
      float[] mask = new float[width * height];
      byte[] rgb = new byte[mask.length * Photograph.CHANNELS];
      ByteBuffer from = pixels.rgb();
      for (int row = 0; row < height; row++) {
        int at = (y - this.y + row) * pixels.width() + x - this.x;
        System.arraycopy(whole, at, mask, row * width, width);
        int to = row * width * Photograph.CHANNELS;
        from.get(at * Photograph.CHANNELS, rgb, to, width * Photograph.CHANNELS);
      }
      return new Pixels(mask, rgb);
    }
  }

  /** A patch of which less is seen. */
  record FadedPatch(Patch patch, float share) implements Patch {
    @Override
    public int x() {
      return patch.x();
    }

    @Override
    public int y() {
      return patch.y();
    }

    @Override
    public int width() {
      return patch.width();
    }

    @Override
    public int height() {
      return patch.height();
    }

    @Override
    public Pixels render(int x, int y, int width, int height) {
      Pixels pixels = patch.render(x, y, width, height);
      float[] mask = pixels.mask().clone();
      for (int i = 0; i < mask.length; i++) {
        mask[i] *= share;
      }
      return new Pixels(mask, pixels.rgb());
    }
  }
}
