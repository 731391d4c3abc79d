package org.albumen.models.composite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.imaging.colour.ColourProfile;
import org.albumen.models.imaging.raster.RasterShape;

/**
 * Brings a change of 8-bit sRGB numbers to a photograph's own colours and depth. With a profile the
 * numbers before and after are both converted, in 16 bits, and what they differ by there is the
 * change: colours beyond sRGB stay where nothing changed. Gray without a profile takes the change's
 * luma (Rec. 601, as the 8-bit conversion does).
 */
final class OwnColours {
  private static final float SIXTEEN_PER_EIGHT = 257;
  private static final int DEEP_MAX = 65535;

  private final RasterShape shape;
  private final ColourProfile colours;
  private final RasterShape deep;

  /** The colours of samples of a shape. */
  OwnColours(RasterShape shape, ColourProfile colours) {
    this.shape = shape;
    this.colours = colours;
    this.deep = new RasterShape(1, 1, shape.colours(), 16);
  }

  /**
   * Adds the change to samples; exactly nothing where before and after are the same.
   *
   * @param before 3 numbers per pixel, 0 to 255
   * @param after as many
   * @param samples as many channels per pixel as the shape has; alpha stays
   */
  void change(float[] before, float[] after, int pixels, float[] samples) {
    if (!colours.isSrgb()) {
      profiled(before, after, pixels, samples);
      return;
    }
    float factor = shape.maxSample() / 255f;
    boolean gray = shape.colours() == 1;
    for (int i = 0, from = 0, to = 0; i < pixels; i++, from += 3, to += shape.channels()) {
      float red = after[from] - before[from];
      float green = after[from + 1] - before[from + 1];
      float blue = after[from + 2] - before[from + 2];
      if (gray) {
        samples[to] += factor * (0.299f * red + 0.587f * green + 0.114f * blue);
      } else {
        samples[to] += factor * red;
        samples[to + 1] += factor * green;
        samples[to + 2] += factor * blue;
      }
    }
  }

  private void profiled(float[] before, float[] after, int pixels, float[] samples) {
    ByteBuffer was = converted(before, pixels);
    ByteBuffer is = converted(after, pixels);
    float factor = shape.maxSample() / (float) DEEP_MAX;
    for (int i = 0, to = 0; i < pixels; i++, to += shape.channels()) {
      for (int c = 0; c < shape.colours(); c++) {
        int change = (is.getShort() & 0xffff) - (was.getShort() & 0xffff);
        samples[to + c] += factor * change;
      }
    }
  }

  private ByteBuffer converted(float[] numbers, int pixels) {
    ByteBuffer rgb = buffer(pixels * Photograph.CHANNELS);
    for (int i = 0; i < pixels * Photograph.CHANNELS; i++) {
      float number = Math.max(0, Math.min(255, numbers[i]));
      rgb.putShort((short) Math.round(SIXTEEN_PER_EIGHT * number));
    }
    ByteBuffer own = buffer(pixels * shape.colours());
    colours.fromSrgb(rgb.flip(), 16, pixels, deep, own);
    return own.flip();
  }

  private static ByteBuffer buffer(int samples) {
    return ByteBuffer.allocate(Short.BYTES * samples).order(ByteOrder.nativeOrder());
  }
}
