package org.albumen.models.compute;

import java.util.List;
import org.albumen.models.failure.ModelException;

/**
 * A loaded network whose methods take and answer 32-bit floats. Safe for use by several threads,
 * which should be those of {@link TorchEngine#executor()}; closed when no call is under way.
 */
public interface TensorProgram extends AutoCloseable {
  /**
   * Numbers in row-major order.
   *
   * @param shape the lengths of the axes
   */
  @SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
  record Values(List<Long> shape, float[] numbers) {
    public Values {
      shape = List.copyOf(shape);
    }
  }

  /**
   * Calls a method of the root module.
   *
   * @return its answer, the parts of a tuple in order
   * @throws ModelException {@code MODEL_MISMATCH} when the network cannot take these tensors
   */
  List<Values> call(String method, List<Values> inputs) throws ModelException;

  @Override
  void close();
}
