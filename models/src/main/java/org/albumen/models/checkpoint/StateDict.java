package org.albumen.models.checkpoint;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.albumen.models.checkpoint.TorchGlobals.StorageRef;
import org.albumen.models.checkpoint.TorchGlobals.TensorRef;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.jspecify.annotations.Nullable;

/** Finds the state dictionary in what a pickle held, and turns its references into tensors. */
final class StateDict {
  /** Root keys of the published checkpoints, the preferred first. */
  private static final List<String> ROOTS = List.of("params_ema", "params", "g_ema");

  private static final String DATA_PARALLEL = "module.";

  private StateDict() {}

  /** The bytes of a storage. */
  @FunctionalInterface
  interface Storages {
    Tensor.Payload of(StorageRef storage);
  }

  /**
   * What a file's dictionary holds.
   *
   * @param state the tensors of the state dictionary by name
   * @param beside the tensors beside it, when the file's dictionary holds more than the state
   */
  record Found(Map<String, Tensor> state, Map<String, Tensor> beside) {
    static Found only(Map<String, Tensor> state) {
      return new Found(state, Map.of());
    }
  }

  static Found find(Path file, Object pickled, @Nullable String rootKey, Storages storages)
      throws ModelException {
    Map<?, ?> state = root(file, pickled, rootKey);
    Map<String, Tensor> beside = new LinkedHashMap<>();
    if (pickled != state && pickled instanceof Map<?, ?> top) {
      for (Map.Entry<?, ?> entry : top.entrySet()) {
        if (entry.getKey() instanceof String name && entry.getValue() instanceof TensorRef tensor) {
          beside.put(name, tensor(name, tensor, storages));
        }
      }
    }
    return new Found(tensors(file, state, storages), beside);
  }

  private static Map<String, Tensor> tensors(Path file, Map<?, ?> state, Storages storages)
      throws ModelException {
    boolean prefixed = prefixed(state.keySet());
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : state.entrySet()) {
      if (!(entry.getKey() instanceof String key)
          || !(entry.getValue() instanceof TensorRef tensor)) {
        throw notWeights(file, Damage.quote(entry.getKey() + "") + " is no tensor", state);
      }
      String name = prefixed ? key.substring(DATA_PARALLEL.length()) : key;
      tensors.put(name, tensor(name, tensor, storages));
    }
    return tensors;
  }

  private static Tensor tensor(String name, TensorRef tensor, Storages storages)
      throws ModelException {
    StorageRef storage = tensor.storage();
    return new Tensor(
        name,
        tensor.shape(),
        storage.type(),
        new Tensor.Layout(tensor.offset(), tensor.strides()),
        storage.count(),
        storages.of(storage));
  }

  /** The same tensors without a prefix {@code module.} that all names share. */
  static Map<String, Tensor> unprefixed(Map<String, Tensor> tensors) {
    if (!prefixed(tensors.keySet())) {
      return tensors;
    }
    Map<String, Tensor> renamed = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> renamed.put(name.substring(DATA_PARALLEL.length()), tensor));
    return renamed;
  }

  private static boolean prefixed(Set<?> names) {
    return !names.isEmpty()
        && names.stream()
            .allMatch(key -> key instanceof String name && name.startsWith(DATA_PARALLEL));
  }

  private static Map<?, ?> root(Path file, Object pickled, @Nullable String rootKey)
      throws ModelException {
    if (!(pickled instanceof Map<?, ?> top)) {
      throw Damage.of(file, "it holds no dictionary of tensors");
    }
    if (rootKey != null) {
      if (top.get(rootKey) instanceof Map<?, ?> state) {
        return state;
      }
      throw notWeights(file, "it has no root key " + Damage.quote(rootKey), top);
    }
    for (String candidate : ROOTS) {
      if (top.get(candidate) instanceof Map<?, ?> state) {
        return state;
      }
    }
    return top;
  }

  static ModelException notWeights(Path file, String what, Map<?, ?> keys) {
    String some =
        keys.keySet().stream()
            .limit(8)
            .map(key -> Damage.quote(key + ""))
            .collect(Collectors.joining(", "));
    return new ModelException(
        ModelProblem.MODEL_MISMATCH,
        "the weights file " + file.getFileName() + ": " + what + "; its keys begin " + some);
  }
}
