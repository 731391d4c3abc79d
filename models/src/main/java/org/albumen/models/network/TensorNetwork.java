package org.albumen.models.network;

import java.util.List;
import java.util.Set;
import org.albumen.models.torchscript.ScriptModule;

/**
 * A network on named tensors of 32-bit floats: its parameters, named as in the published
 * checkpoints, and its computation in TorchScript. The module's {@code forward} takes {@link
 * #inputs()} in order and answers {@link #outputs()} in order, as a tuple when there are several.
 */
public interface TensorNetwork {
  /** The declared module. Its computation can be differentiated. */
  ScriptModule module();

  /**
   * A module with the same weights, methods and answers but for rounding, which answers sooner. It
   * cannot be differentiated.
   */
  default ScriptModule fast() {
    return module();
  }

  /** What the arguments of {@code forward} are called, in order. */
  List<String> inputs();

  /** What the tensors of the answer are called, in order. */
  List<String> outputs();

  /** Keys that a checkpoint may hold and the network does not use. */
  default Set<String> ignored() {
    return Set.of();
  }

  /**
   * Where files of several networks hold this one: keys that are looked for before the usual ones
   * (those of {@link org.albumen.models.checkpoint.Checkpoint#open}).
   */
  default List<String> rootKeys() {
    return List.of();
  }

  /** What else the module can be asked. */
  default List<Call> furtherCalls() {
    return List.of();
  }

  /** Whether images of one batch change each other's answers, so that each must be run alone. */
  default boolean batchForbidden() {
    return false;
  }

  /**
   * A method of the module besides {@code forward}.
   *
   * @param method its name in the script
   * @param inputs what its arguments are called, in order
   * @param outputs what the tensors of its answer are called, in order
   */
  record Call(String method, List<String> inputs, List<String> outputs) {}
}
