package org.albumen.models.imaging.raster;

import static org.albumen.models.failure.RestorationProblem.IMAGE_TOO_LARGE;
import static org.albumen.models.failure.RestorationProblem.OUT_OF_MEMORY;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.albumen.models.failure.RestorationException;
import org.jspecify.annotations.Nullable;

/**
 * The room that rasters take: memory as long as there is some, then scratch files. Memory of closed
 * rasters is used again and not given back, so the process never holds more than it was allowed.
 * Safe for use by several threads.
 */
public final class RasterRoom {
  private static final int BLOCK_BYTES = 4 << 20;

  private final long memoryBytes;
  private final long scratchBytes;
  private final @Nullable Path folder;
  private final Deque<ByteBuffer> free = new ArrayDeque<>();
  private final boolean direct;
  private long memoryInUse;
  private long scratchInUse;

  /**
   * A room of a size.
   *
   * @param memoryBytes most memory in bytes, for all rasters together: small ones are on the heap,
   *     others in blocks of 4 MiB of direct memory; 0 for scratch files alone
   * @param scratchBytes most bytes in scratch files, for all rasters together; 0 for none
   * @param folder where scratch files are made; it must exist
   */
  public RasterRoom(long memoryBytes, long scratchBytes, Path folder) {
    this(memoryBytes, scratchBytes, folder, true);
  }

  private RasterRoom(long memoryBytes, long scratchBytes, @Nullable Path folder, boolean direct) {
    if (memoryBytes < 0 || scratchBytes < 0) {
      throw new IllegalArgumentException("budgets are not negative");
    }
    this.memoryBytes = memoryBytes;
    this.scratchBytes = scratchBytes;
    this.folder = folder;
    this.direct = direct;
  }

  /** A room on the heap alone, as large as that is: for photographs that are small anyway. */
  public static RasterRoom onHeap() {
    return new RasterRoom(Long.MAX_VALUE, 0, null, false);
  }

  /**
   * A raster of zeros, in memory if it fits there beside the others, else in a scratch file.
   *
   * @throws RestorationException {@code IMAGE_TOO_LARGE} when it fits neither even alone, {@code
   *     OUT_OF_MEMORY} when it would once others are closed
   * @throws ScratchException when no scratch file can be made
   */
  public Raster create(RasterShape shape) throws RestorationException, IOException {
    long bytes = memoryBytes(shape);
    if (takeMemory(bytes)) {
      return inMemory(shape, bytes);
    }
    takeScratch(shape, bytes);
    try {
      Path named = Objects.requireNonNull(folder, "no folder");
      return ScratchRaster.create(shape, named, () -> giveScratch(shape.bytes()));
    } catch (IOException | RuntimeException e) {
      giveScratch(shape.bytes());
      throw e;
    }
  }

  /** Most bytes of memory for all rasters together. */
  public long memoryAllowed() {
    return memoryBytes;
  }

  /** Bytes of direct memory that rasters use now. */
  public synchronized long memoryInUse() {
    return memoryInUse;
  }

  /** Bytes in scratch files now. */
  public synchronized long scratchInUse() {
    return scratchInUse;
  }

  /** What a raster takes in memory: small ones what they need, of the heap, others whole blocks. */
  public static long memoryBytes(RasterShape shape) {
    long blocks = (shape.bytes() + BLOCK_BYTES - 1) / BLOCK_BYTES;
    return blocks == 1 ? shape.bytes() : blocks * BLOCK_BYTES;
  }

  private synchronized boolean takeMemory(long bytes) {
    if (bytes > memoryBytes - memoryInUse) {
      return false;
    }
    memoryInUse += bytes;
    return true;
  }

  private synchronized void takeScratch(RasterShape shape, long inMemory)
      throws RestorationException {
    long bytes = shape.bytes();
    if (bytes > scratchBytes - scratchInUse) {
      String size =
          String.format(
              Locale.ROOT,
              "%dx%d pixels decoded to %,d bytes",
              shape.width(),
              shape.height(),
              bytes);
      throw bytes > scratchBytes && inMemory > memoryBytes
          ? new RestorationException(
              IMAGE_TOO_LARGE,
              String.format(
                  Locale.ROOT,
                  "%s fit neither the %,d of memory nor the %,d of scratch space",
                  size,
                  memoryBytes,
                  scratchBytes))
          : new RestorationException(
              OUT_OF_MEMORY, size + " have to wait until other photographs are finished");
    }
    scratchInUse += bytes;
  }

  private synchronized void giveScratch(long bytes) {
    scratchInUse -= bytes;
  }

  private Raster inMemory(RasterShape shape, long bytes) throws RestorationException {
    List<ByteBuffer> blocks = new ArrayList<>();
    Runnable release = () -> giveMemory(blocks, bytes);
    try {
      if (bytes < BLOCK_BYTES) {
        ByteBuffer small = ByteBuffer.allocate((int) bytes);
        return new MemoryRaster(shape, new ByteBuffer[] {small}, release);
      }
      while (blocks.size() < bytes / BLOCK_BYTES) {
        blocks.add(block());
      }
      return new MemoryRaster(shape, blocks.toArray(ByteBuffer[]::new), release);
    } catch (OutOfMemoryError e) {
      release.run();
      throw new RestorationException(OUT_OF_MEMORY, "not enough memory for the image", e);
    }
  }

  private ByteBuffer block() {
    ByteBuffer used;
    synchronized (this) {
      used = free.poll();
    }
    if (used != null) {
      return zeroed(used);
    }
    return direct ? ByteBuffer.allocateDirect(BLOCK_BYTES) : ByteBuffer.allocate(BLOCK_BYTES);
  }

  private static ByteBuffer zeroed(ByteBuffer block) {
    byte[] zeros = new byte[1 << 16];
    for (int i = 0; i < block.capacity(); i += zeros.length) {
      block.put(i, zeros);
    }
    return block;
  }

  private synchronized void giveMemory(List<ByteBuffer> blocks, long bytes) {
    free.addAll(blocks);
    memoryInUse -= bytes;
  }
}
