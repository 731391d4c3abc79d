package org.albumen.models.imaging.raster;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Samples that are read and written by rectangles; all are zero at first. Safe for use by several
 * threads as long as no rectangle that is written overlaps one that is read or written at the same
 * time; nothing may be in progress when it is closed. A thread that is interrupted while it reads
 * or writes a scratch file makes the raster unusable, and the call throws.
 *
 * <p>In a buffer a rectangle is its rows one after the other without gaps, {@code width x height x
 * pixelBytes} bytes from the buffer's position; 16-bit samples are in native byte order, whatever
 * the buffer's order is set to. Direct and heap buffers are both fine.
 */
public interface Raster extends AutoCloseable {
  /**
   * A view of samples that somebody holds in one buffer, from its start.
   *
   * @param samples as many bytes as the shape has; 16-bit samples in native byte order
   */
  static Raster over(RasterShape shape, ByteBuffer samples) {
    if (samples.capacity() != shape.bytes()) {
      throw new IllegalArgumentException(shape.bytes() + " bytes are needed, not " + samples);
    }
    return new MemoryRaster(shape, new ByteBuffer[] {samples}, () -> {});
  }

  /** Size and layout. */
  RasterShape shape();

  /**
   * Appends a rectangle's samples to a buffer, whose position moves on by as many bytes.
   *
   * @throws IndexOutOfBoundsException when the rectangle is not within the raster
   * @throws java.nio.BufferOverflowException when the buffer has not enough room left
   * @throws IllegalStateException when the raster is closed
   * @throws ScratchException when the scratch file cannot be read
   */
  void read(int x, int y, int width, int height, ByteBuffer to) throws IOException;

  /**
   * Takes a rectangle's samples from a buffer, whose position moves on by as many bytes.
   *
   * @throws IndexOutOfBoundsException when the rectangle is not within the raster
   * @throws java.nio.BufferUnderflowException when the buffer has not enough bytes left
   * @throws IllegalStateException when the raster is closed
   * @throws ScratchException when the scratch file cannot be written, as when the disk is full
   */
  void write(int x, int y, int width, int height, ByteBuffer from) throws IOException;

  /** Gives memory or file back. Does nothing the second time. */
  @Override
  void close();
}
