package org.albumen.models.imaging;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.stream.ImageInputStream;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterShape;

/**
 * Decodes PNG files (PNG specification, third edition) row by row, so that only rows are in memory.
 * The JDK's decoder checks no sums and holds the whole image.
 */
final class PngDecoder implements Decoder {
  /** Adam7: first column, first row, column step and row step of each pass. */
  private static final int[][] PASSES = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private final ImageInputStream in;
  private final PngChunks chunks;

  PngDecoder(ImageInputStream in) {
    this.in = in;
    this.chunks = new PngChunks(in);
  }

  @Override
  public Size size() throws IOException {
    chunks.header();
    return new Size(chunks.width(), chunks.height());
  }

  @Override
  public Findings examine() throws IOException {
    chunks.walk();
    return chunks.findings();
  }

  @Override
  public RasterShape shape() throws IOException {
    PngPixels pixels = PngPixels.of(chunks);
    return new RasterShape(chunks.width(), chunks.height(), pixels.channels(), pixels.bits());
  }

  @Override
  public void decode(Raster to) throws IOException {
    PngPixels pixels = PngPixels.of(chunks);
    in.seek(chunks.dataStart());
    try (PngRows rows = new PngRows(new PngData(in), pixels.storedBits())) {
      if (!chunks.interlaced()) {
        plain(to, rows, pixels);
        return;
      }
      for (int[] pass : PASSES) {
        pass(to, rows, pixels, pass);
      }
    }
  }

  private static void plain(Raster to, PngRows rows, PngPixels pixels) throws IOException {
    RasterShape shape = to.shape();
    byte[] row = new byte[Math.toIntExact(shape.rowBytes())];
    rows.start(shape.width());
    for (int y = 0; y < shape.height(); y++) {
      pixels.expand(rows.next(), shape.width(), row);
      to.write(0, y, shape.width(), 1, ByteBuffer.wrap(row));
    }
  }

  private static void pass(Raster to, PngRows rows, PngPixels pixels, int[] pass)
      throws IOException {
    RasterShape shape = to.shape();
    int width = (shape.width() - pass[0] + pass[2] - 1) / pass[2];
    if (width <= 0 || shape.height() <= pass[1]) {
      return;
    }
    int pixel = shape.pixelBytes();
    byte[] part = new byte[width * pixel];
    byte[] row = new byte[Math.toIntExact(shape.rowBytes())];
    rows.start(width);
    for (int y = pass[1]; y < shape.height(); y += pass[3]) {
      pixels.expand(rows.next(), width, part);
      to.read(0, y, shape.width(), 1, ByteBuffer.wrap(row));
      for (int i = 0; i < width; i++) {
        System.arraycopy(part, i * pixel, row, (pass[0] + i * pass[2]) * pixel, pixel);
      }
      to.write(0, y, shape.width(), 1, ByteBuffer.wrap(row));
    }
  }

  @Override
  public void close() {}
}
