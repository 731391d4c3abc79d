package org.albumen.models.imaging.raster;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A raster in blocks of direct memory, so that it may be larger than any one buffer. */
final class MemoryRaster implements Raster {
  private final RasterShape shape;
  private final ByteBuffer[] blocks;
  private final int blockBytes;
  private final Runnable release;
  private volatile boolean closed;

  /**
   * A raster in blocks.
   *
   * @param blocks zeroed, of equal capacity, an even number of bytes; together large enough
   * @param release called once when the raster is closed
   */
  MemoryRaster(RasterShape shape, ByteBuffer[] blocks, Runnable release) {
    this.shape = shape;
    this.blocks = blocks;
    this.blockBytes = blocks[0].capacity();
    this.release = release;
  }

  @Override
  public RasterShape shape() {
    return shape;
  }

  @Override
  public void read(int x, int y, int width, int height, ByteBuffer to) throws IOException {
    checkOpen();
    Rectangles.read(shape, x, y, width, height, to, this::get);
  }

  @Override
  public void write(int x, int y, int width, int height, ByteBuffer from) throws IOException {
    checkOpen();
    Rectangles.write(shape, x, y, width, height, from, this::put);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      release.run();
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the raster is closed");
    }
  }

  private void get(long offset, ByteBuffer to) {
    for (long at = offset; to.hasRemaining(); ) {
      int within = (int) (at % blockBytes);
      int length = Math.min(to.remaining(), blockBytes - within);
      to.put(to.position(), blocks[(int) (at / blockBytes)], within, length);
      to.position(to.position() + length);
      at += length;
    }
  }

  private void put(long offset, ByteBuffer from) {
    for (long at = offset; from.hasRemaining(); ) {
      int within = (int) (at % blockBytes);
      int length = Math.min(from.remaining(), blockBytes - within);
      blocks[(int) (at / blockBytes)].put(within, from, from.position(), length);
      from.position(from.position() + length);
      at += length;
    }
  }
}
