package org.albumen.models.compute;

import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.failure.RestorationProblem;

/** A TorchScript archive whose {@code forward} is that of {@code Network}. */
final class TorchImageNetwork implements ImageNetwork {
  private static final int CHANNELS = 3;

  private final Model model;
  private final int scale;
  private final int alignment;
  // Closing frees native memory: it waits for the calls that still use it.
  private final ReadWriteLock use = new ReentrantReadWriteLock();
  private boolean closed;

  TorchImageNetwork(Model model, int scale, int alignment) {
    this.model = model;
    this.scale = scale;
    this.alignment = alignment;
  }

  @Override
  public int scale() {
    return scale;
  }

  @Override
  public int alignment() {
    return alignment;
  }

  @Override
  public ByteBuffer apply(ByteBuffer rgb, int width, int height) throws RestorationException {
    requireImage(rgb, width, height);
    use.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the network is closed");
      }
      return run(rgb, width, height);
    } catch (EngineException e) {
      throw failure(e);
    } finally {
      use.readLock().unlock();
    }
  }

  /** Everything native lives in a manager of this call and is freed with it. */
  private ByteBuffer run(ByteBuffer rgb, int width, int height) throws RestorationException {
    try (NDManager call = model.getNDManager().newSubManager()) {
      NDArray input = call.create(rgb, new Shape(1, height, width, CHANNELS), DataType.UINT8);
      NDList output =
          model.getBlock().forward(new ParameterStore(call, false), new NDList(input), false);
      output.attach(call);
      if (output.get(1).toByteBuffer(true).get(0) != 1) {
        throw new RestorationException(
            RestorationProblem.INVALID_OUTPUT,
            "the network's answer is not finite, or the same everywhere");
      }
      ByteBuffer view = output.get(0).toByteBuffer(true);
      ByteBuffer image = ByteBuffer.allocateDirect(view.remaining()).order(ByteOrder.nativeOrder());
      return image.put(view).flip();
    }
  }

  private void requireImage(ByteBuffer rgb, int width, int height) {
    boolean sized =
        width > 0
            && height > 0
            && width % alignment == 0
            && height % alignment == 0
            && rgb.remaining() == (long) width * height * CHANNELS;
    if (!sized || !rgb.isDirect() || rgb.position() != 0) {
      throw new IllegalArgumentException(
          "not a direct buffer of " + width + " x " + height + " aligned pixels: " + rgb);
    }
  }

  private static RestorationException failure(EngineException e) {
    String message = String.valueOf(e.getMessage());
    boolean memory = message.contains("memory");
    return memory
        ? new RestorationException(
            RestorationProblem.OUT_OF_MEMORY, "the network ran out of memory on this tile", e)
        : new RestorationException(
            RestorationProblem.ENGINE_FAILED,
            "the engine failed: " + message.lines().findFirst().orElse("no reason given"),
            e);
  }

  @Override
  public void close() {
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        model.close();
      }
    } finally {
      use.writeLock().unlock();
    }
  }
}
