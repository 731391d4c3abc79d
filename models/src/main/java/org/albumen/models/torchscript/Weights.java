package org.albumen.models.torchscript;

import java.io.IOException;
import org.albumen.models.failure.ModelException;

/** Where the numbers of a module come from. */
@FunctionalInterface
public interface Weights {
  /**
   * The numbers of one weight.
   *
   * @param name in the state dictionary, for instance {@code conv_first.weight}
   * @return the numbers in row-major order
   * @throws ModelException when they cannot be read
   */
  float[] floats(String name) throws ModelException;

  /** Takes numbers piece by piece, in order. */
  @FunctionalInterface
  interface Sink {
    /**
     * The next numbers.
     *
     * @param values may be written over afterwards
     * @param count how many of them
     */
    void accept(float[] values, int count) throws ModelException, IOException;
  }

  /**
   * The same numbers piece by piece, so that a large tensor need not be in memory as a whole.
   *
   * @throws ModelException when they cannot be read, perhaps after some of them
   * @throws IOException when the sink fails
   */
  default void stream(String name, Sink sink) throws ModelException, IOException {
    float[] values = floats(name);
    sink.accept(values, values.length);
  }
}
