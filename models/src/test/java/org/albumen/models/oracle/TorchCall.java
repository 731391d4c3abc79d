package org.albumen.models.oracle;

import java.util.List;

/**
 * A method of a network's root module and what its arguments and answers are called.
 *
 * @param method {@code forward} or another
 * @param inputs the arguments' names, in order
 * @param outputs the names of the answered tensors, in order; the last ones may be left out
 */
public record TorchCall(String method, List<String> inputs, List<String> outputs) {
  public TorchCall {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** A call of {@code forward}. */
  public static TorchCall forward(List<String> inputs, List<String> outputs) {
    return new TorchCall("forward", inputs, outputs);
  }
}
