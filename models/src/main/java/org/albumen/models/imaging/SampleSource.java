package org.albumen.models.imaging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterShape;

/** Samples that are read by rectangles, as numbers. */
interface SampleSource {
  int width();

  int height();

  int channels();

  /** Puts a rectangle's samples, interleaved, from {@code at} on. */
  void read(int x, int y, int width, int height, float[] to, int at) throws IOException;

  /** What a network sees: 3 channels, 0 to 255. */
  record Srgb(PartedPhotograph from) implements SampleSource {
    @Override
    public int width() {
      return from.width();
    }

    @Override
    public int height() {
      return from.height();
    }

    @Override
    public int channels() {
      return Photograph.CHANNELS;
    }

    @Override
    public void read(int x, int y, int width, int height, float[] to, int at) throws IOException {
      ByteBuffer rgb = from.view(x, y, width, height).rgb();
      for (int i = at; rgb.hasRemaining(); i++) {
        to[i] = rgb.get() & 0xff;
      }
    }
  }

  /** A raster's own samples. */
  record Own(Raster from) implements SampleSource {
    @Override
    public int width() {
      return from.shape().width();
    }

    @Override
    public int height() {
      return from.shape().height();
    }

    @Override
    public int channels() {
      return from.shape().channels();
    }

    @Override
    public void read(int x, int y, int width, int height, float[] to, int at) throws IOException {
      RasterShape shape = from.shape();
      int bytes = Math.multiplyExact(width * shape.pixelBytes(), height);
      ByteBuffer samples = ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
      from.read(x, y, width, height, samples);
      samples.flip();
      for (int i = at; samples.hasRemaining(); i++) {
        to[i] = shape.bits() == 8 ? samples.get() & 0xff : samples.getShort() & 0xffff;
      }
    }
  }
}
