package org.albumen.models.imaging.raster;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A raster in a file that has no name where the system allows that: with {@code DELETE_ON_CLOSE}
 * the JDK unlinks it at once on Unix, so that it is gone however the process ends. Read and
 * written, not mapped: its pages are the system's and do not count as the process's memory.
 */
final class ScratchRaster implements Raster {
  /** The channel copies heap buffers through direct ones of the same size, which it keeps. */
  private static final int LARGEST_TRANSFER = 1 << 20;

  private final RasterShape shape;
  private final FileChannel channel;
  private final Runnable release;
  private boolean closed;

  private ScratchRaster(RasterShape shape, FileChannel channel, Runnable release) {
    this.shape = shape;
    this.channel = channel;
    this.release = release;
  }

  /**
   * A raster in a new file.
   *
   * @param release called once when the raster is closed, not when this fails
   * @throws ScratchException when no file can be made in the folder
   */
  static ScratchRaster create(RasterShape shape, Path folder, Runnable release)
      throws ScratchException {
    Path file = folder.resolve("albumen-" + UUID.randomUUID() + ".raster");
    try {
      FileChannel channel = FileChannel.open(file, CREATE_NEW, READ, WRITE, DELETE_ON_CLOSE);
      return of(channel, shape, release);
    } catch (IOException e) {
      throw new ScratchException(e);
    }
  }

  private static ScratchRaster of(FileChannel channel, RasterShape shape, Runnable release)
      throws IOException {
    try {
      // The last byte gives the file its length; what is never written reads as zero.
      channel.write(ByteBuffer.allocate(1), shape.bytes() - 1);
      return new ScratchRaster(shape, channel, release);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public RasterShape shape() {
    return shape;
  }

  @Override
  public void read(int x, int y, int width, int height, ByteBuffer to) throws IOException {
    checkOpen();
    try {
      Rectangles.read(shape, x, y, width, height, to, this::get);
    } catch (IOException e) {
      throw new ScratchException(e);
    }
  }

  @Override
  public void write(int x, int y, int width, int height, ByteBuffer from) throws IOException {
    checkOpen();
    try {
      Rectangles.write(shape, x, y, width, height, from, this::put);
    } catch (IOException e) {
      throw new ScratchException(e);
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a scratch file could not be closed", e);
    } finally {
      release.run();
    }
  }

  private synchronized void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the raster is closed");
    }
  }

  private void get(long offset, ByteBuffer to) throws IOException {
    int limit = to.limit();
    for (long at = offset; to.position() < limit; ) {
      to.limit(Math.min(limit, to.position() + LARGEST_TRANSFER));
      int moved = channel.read(to, at);
      if (moved < 0) {
        throw new EOFException("the scratch file was cut short");
      }
      at += moved;
    }
  }

  private void put(long offset, ByteBuffer from) throws IOException {
    int limit = from.limit();
    for (long at = offset; from.position() < limit; ) {
      from.limit(Math.min(limit, from.position() + LARGEST_TRANSFER));
      at += channel.write(from, at);
    }
  }
}
