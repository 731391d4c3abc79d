package org.albumen.models.face.restore;

import static org.albumen.models.failure.RestorationProblem.ENGINE_FAILED;
import static org.albumen.models.failure.RestorationProblem.INVALID_OUTPUT;
import static org.albumen.models.failure.RestorationProblem.OUT_OF_MEMORY;

import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.albumen.models.compute.TensorProgram;
import org.albumen.models.compute.TensorProgram.Values;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.RestorationException;

/**
 * A network that takes one crop as planes of numbers, alone: no network's answer depends on other
 * faces then. Safe for use by several threads.
 */
final class FaceProgram implements AutoCloseable {
  private final TensorProgram program;
  // Closing frees native memory: it waits for the calls that still use it.
  private final ReadWriteLock use = new ReentrantReadWriteLock();
  private boolean closed;

  FaceProgram(TensorProgram program) {
    this.program = program;
  }

  /**
   * The first of the network's answers.
   *
   * @param planes 3 x side x side
   * @throws RestorationException {@code INVALID_OUTPUT} when it is not finite, {@code
   *     OUT_OF_MEMORY}, or {@code ENGINE_FAILED}
   */
  Values run(float[] planes, int side) throws RestorationException {
    use.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the network is closed");
      }
      List<Long> shape = List.of(1L, 3L, (long) side, (long) side);
      Values answer = program.call("forward", List.of(new Values(shape, planes))).get(0);
      for (float number : answer.numbers()) {
        if (!Float.isFinite(number)) {
          throw new RestorationException(INVALID_OUTPUT, "the network's answer is not finite");
        }
      }
      return answer;
    } catch (ModelException e) {
      String reason = String.valueOf(e.getMessage());
      throw new RestorationException(
          reason.contains("memory") ? OUT_OF_MEMORY : ENGINE_FAILED,
          "the face network failed: " + reason,
          e);
    } finally {
      use.readLock().unlock();
    }
  }

  @Override
  public void close() {
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        program.close();
      }
    } finally {
      use.writeLock().unlock();
    }
  }
}
