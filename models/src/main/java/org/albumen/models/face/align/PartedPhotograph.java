package org.albumen.models.face.align;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.albumen.models.imaging.Master;
import org.albumen.models.imaging.Photograph;

/** A photograph that is had in rectangles, so that it need not be in memory as a whole. */
public interface PartedPhotograph {
  /** In pixels. */
  int width();

  /** In pixels. */
  int height();

  /**
   * A rectangle of it.
   *
   * @throws IndexOutOfBoundsException when it is not within the photograph
   * @throws IOException when it cannot be read
   */
  Photograph view(int x, int y, int width, int height) throws IOException;

  /** An original, in 8-bit sRGB. */
  static PartedPhotograph of(Master master) {
    return new PartedPhotograph() {
      @Override
      public int width() {
        return master.width();
      }

      @Override
      public int height() {
        return master.height();
      }

      @Override
      public Photograph view(int x, int y, int width, int height) throws IOException {
        return master.photograph(x, y, width, height);
      }
    };
  }

  /** A photograph in memory. */
  static PartedPhotograph of(Photograph photograph) {
    return new PartedPhotograph() {
      @Override
      public int width() {
        return photograph.width();
      }

      @Override
      public int height() {
        return photograph.height();
      }

      @Override
      public Photograph view(int x, int y, int width, int height) {
        Photograph part = Photograph.black(width, height);
        ByteBuffer from = photograph.rgb();
        ByteBuffer to = part.rgb();
        int rowBytes = width * Photograph.CHANNELS;
        for (int row = 0; row < height; row++) {
          int start = ((y + row) * photograph.width() + x) * Photograph.CHANNELS;
          to.put(row * rowBytes, from, start, rowBytes);
        }
        return part;
      }
    };
  }
}
