package org.albumen.models.torchscript;

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
}
