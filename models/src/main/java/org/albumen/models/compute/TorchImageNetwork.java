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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.albumen.models.batch.Answer;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.failure.RestorationProblem;

/** A TorchScript archive whose {@code forward} is that of {@code Network}. */
final class TorchImageNetwork implements ImageBatches {
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
    Answer<ByteBuffer> answer = applyAll(List.of(rgb), width, height).get(0);
    if (answer.failure() instanceof RestorationException invalid) {
      throw invalid;
    }
    return Objects.requireNonNull(answer.value());
  }

  @Override
  public List<Answer<ByteBuffer>> applyAll(List<ByteBuffer> images, int width, int height)
      throws RestorationException {
    images.forEach(rgb -> requireImage(rgb, width, height));
    use.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the network is closed");
      }
      return run(images, width, height);
    } catch (EngineException e) {
      throw failure(e);
    } finally {
      use.readLock().unlock();
    }
  }

  /** Everything native lives in a manager of this call and is freed with it. */
  private List<Answer<ByteBuffer>> run(List<ByteBuffer> images, int width, int height) {
    int count = images.size();
    try (NDManager call = model.getNDManager().newSubManager()) {
      NDArray input =
          call.create(joined(images), new Shape(count, height, width, CHANNELS), DataType.UINT8);
      NDList output =
          model.getBlock().forward(new ParameterStore(call, false), new NDList(input), false);
      output.attach(call);
      ByteBuffer pixels = output.get(0).toByteBuffer(true);
      ByteBuffer sound = output.get(1).toByteBuffer(true);
      int length = pixels.remaining() / count;
      List<Answer<ByteBuffer>> answers = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        answers.add(
            sound.get(i) == 1
                ? Answer.of(copy(pixels.slice(i * length, length)))
                : Answer.failed(
                    new RestorationException(
                        RestorationProblem.INVALID_OUTPUT,
                        "the network's answer is not finite, or the same everywhere")));
      }
      return answers;
    }
  }

  /** One after the other; a single image as it is. */
  private static ByteBuffer joined(List<ByteBuffer> images) {
    if (images.size() == 1) {
      return images.get(0);
    }
    int length = images.get(0).remaining();
    ByteBuffer all = direct(Math.multiplyExact(length, images.size()));
    images.forEach(image -> all.put(image.duplicate()));
    return all.flip();
  }

  private static ByteBuffer copy(ByteBuffer view) {
    return direct(view.remaining()).put(view).flip();
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
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
