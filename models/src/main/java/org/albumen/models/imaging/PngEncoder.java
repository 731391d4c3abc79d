package org.albumen.models.imaging;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterShape;

/**
 * Gray or RGB with or without alpha, 8 or 16 bits, as PNG (PNG specification, third edition), band
 * by band, so that an image is never held twice.
 */
final class PngEncoder {
  /**
   * Huffman codes alone: on filtered photographs as small as level 6 and six times as fast, see
   * RATIONALE.md.
   */
  private static final int STRATEGY = Deflater.HUFFMAN_ONLY;

  private static final int CHUNK_SIZE = 1 << 18;

  private final PngChunkWriter out;
  private final byte[] chunk = new byte[CHUNK_SIZE];
  private int filled;

  private PngEncoder(PngChunkWriter out) {
    this.out = out;
  }

  static void write(Raster raster, Metadata metadata, Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      PngChunkWriter chunks = new PngChunkWriter(out);
      chunks.signature();
      chunks.write("IHDR", header(raster.shape()));
      new PngDescription(chunks).write(metadata);
      new PngEncoder(chunks).image(raster);
      chunks.write("IEND", new byte[0]);
    }
  }

  private static byte[] header(RasterShape shape) {
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(shape.width()).putInt(shape.height());
    int colour = shape.colours() == 3 ? 2 : 0;
    int alpha = shape.hasAlpha() ? 4 : 0;
    header.put((byte) shape.bits()).put((byte) (colour | alpha));
    return header.array();
  }

  private void image(Raster raster) throws IOException {
    Deflater deflater = new Deflater();
    try {
      deflater.setStrategy(STRATEGY);
      deflateRows(raster, deflater);
    } finally {
      deflater.end();
    }
  }

  private void deflateRows(Raster raster, Deflater deflater) throws IOException {
    RasterShape shape = raster.shape();
    PngFilter filter = new PngFilter(shape.pixelBytes(), shape.width());
    RasterBands bands = new RasterBands(raster, ByteOrder.BIG_ENDIAN);
    while (bands.hasNext()) {
      ByteBuffer band = bands.next();
      while (band.hasRemaining()) {
        deflater.setInput(filter.next(band));
        while (!deflater.needsInput()) {
          drain(deflater);
        }
      }
    }
    deflater.finish();
    while (!deflater.finished()) {
      drain(deflater);
    }
    out.write("IDAT", chunk, filled);
  }

  private void drain(Deflater deflater) throws IOException {
    filled += deflater.deflate(chunk, filled, chunk.length - filled);
    if (filled == chunk.length) {
      out.write("IDAT", chunk, filled);
      filled = 0;
    }
  }
}
