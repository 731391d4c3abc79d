package org.albumen.models.imaging;

import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.albumen.models.imaging.raster.Raster;
import org.jspecify.annotations.Nullable;

/**
 * A destination for ImageIO decoders that holds no samples: the rows or tiles that a decoder puts
 * go on to a raster of ours at once. A decoder that wants more of its destination than to put whole
 * pixels, or one band of them, gets an {@link UnsupportedOperationException}.
 */
final class SampleSink extends WritableRaster {
  private final Raster to;
  private final SampleLayout layout;
  private final ColorModel model;
  private final int band;
  private final Counter counter;
  private ByteBuffer buffer = ByteBuffer.allocate(0);

  private static final class Counter {
    private long samples;
  }

  private SampleSink(
      SampleModel samples, Raster to, SampleLayout layout, ColorModel model, int band, Counter c) {
    super(samples, new Nowhere(samples.getDataType()), new Point());
    this.to = to;
    this.layout = layout;
    this.model = model;
    this.band = band;
    this.counter = c;
  }

  /** A sink for what the models, of the raster's size, describe. */
  static SampleSink into(Raster to, SampleLayout layout, ColorModel model, SampleModel samples) {
    return new SampleSink(samples, to, layout, model, -1, new Counter());
  }

  /** The image to hand to a decoder. */
  BufferedImage image() {
    return new BufferedImage(model, this, model.isAlphaPremultiplied(), null);
  }

  /**
   * To be called after decoding.
   *
   * @throws IOException when not all samples came
   */
  void checkComplete() throws IOException {
    long all = to.shape().pixels() * to.shape().channels();
    if (counter.samples < all) {
      throw new IOException("the decoder left out a part of the image");
    }
  }

  @Override
  public void setRect(int dx, int dy, java.awt.image.Raster source) {
    put(source.getMinX() + dx, source.getMinY() + dy, source);
  }

  @Override
  public void setRect(java.awt.image.Raster source) {
    setRect(0, 0, source);
  }

  @Override
  public void setDataElements(int x, int y, java.awt.image.Raster source) {
    put(source.getMinX() + x, source.getMinY() + y, source);
  }

  private void put(int x, int y, java.awt.image.Raster source) {
    try {
      if (band < 0) {
        pixels(x, y, clipped(x, y, source));
      } else {
        band(x, y, clipped(x, y, source));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tiles at the edges are larger than what is left of the image. */
  private java.awt.image.Raster clipped(int x, int y, java.awt.image.Raster source) {
    int across = Math.min(source.getWidth(), width - x);
    int down = Math.min(source.getHeight(), height - y);
    if (across == source.getWidth() && down == source.getHeight()) {
      return source;
    }
    return source.createChild(
        source.getMinX(), source.getMinY(), across, down, source.getMinX(), source.getMinY(), null);
  }

  private void pixels(int x, int y, java.awt.image.Raster source) throws IOException {
    int across = source.getWidth();
    int down = source.getHeight();
    ByteBuffer samples = buffer(across * down);
    layout.convert(source, samples);
    to.write(x, y, across, down, samples.flip());
    counter.samples += (long) across * down * to.shape().channels();
  }

  /** One channel of an image whose channels lie in planes. */
  private void band(int x, int y, java.awt.image.Raster source) throws IOException {
    int across = source.getWidth();
    int down = source.getHeight();
    int channels = to.shape().channels();
    if (band >= channels) {
      return;
    }
    ByteBuffer samples = buffer(across * down);
    to.read(x, y, across, down, samples);
    int[] values =
        source.getSamples(source.getMinX(), source.getMinY(), across, down, 0, (int[]) null);
    samples.flip();
    layout.putBand(values, band, samples.duplicate());
    to.write(x, y, across, down, samples);
    counter.samples += (long) across * down;
  }

  private ByteBuffer buffer(int pixels) {
    int bytes = pixels * to.shape().pixelBytes();
    if (buffer.capacity() < bytes) {
      buffer = ByteBuffer.allocate(bytes);
    }
    return buffer.clear().limit(bytes);
  }

  @Override
  public WritableRaster createWritableChild(
      int x, int y, int w, int h, int x0, int y0, int @Nullable [] bands) {
    boolean whole = x == 0 && y == 0 && w == width && h == height && x0 == 0 && y0 == 0;
    if (whole && (bands == null || Arrays.equals(bands, identity(numBands)))) {
      return this;
    } else if (whole && bands != null && bands.length == 1 && layout.hasPlanes()) {
      SampleModel one = sampleModel.createSubsetSampleModel(bands);
      return new SampleSink(one, to, layout, model, bands[0], counter);
    }
    throw new UnsupportedOperationException("a part of the image");
  }

  private static int[] identity(int count) {
    int[] bands = new int[count];
    Arrays.setAll(bands, i -> i);
    return bands;
  }

  /** No samples at all. */
  private static final class Nowhere extends DataBuffer {
    Nowhere(int type) {
      super(type, 0);
    }

    @Override
    public int getElem(int bank, int i) {
      throw new UnsupportedOperationException("reading what was decoded");
    }

    @Override
    public void setElem(int bank, int i, int value) {
      throw new UnsupportedOperationException("single samples");
    }
  }
}
