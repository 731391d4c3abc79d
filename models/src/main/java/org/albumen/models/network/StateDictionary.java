package org.albumen.models.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.albumen.models.checkpoint.Checkpoint;
import org.albumen.models.checkpoint.Tensor;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.torchscript.ScriptModule;
import org.albumen.models.torchscript.ScriptModule.Weight;
import org.albumen.models.torchscript.Weights;

/** A checkpoint whose tensors were found to be those of a network, none missing, none left over. */
public final class StateDictionary implements Weights {
  private static final int NAMED = 5;

  private final Map<String, Tensor> tensors;

  private StateDictionary(Map<String, Tensor> tensors) {
    this.tensors = tensors;
  }

  /**
   * Compares names and shapes; reads no numbers.
   *
   * @throws ModelException {@code MODEL_MISMATCH} with the first names that are missing, left over,
   *     or of another shape
   */
  public static StateDictionary of(ScriptModule module, Checkpoint checkpoint)
      throws ModelException {
    return of(module, Set.of(), checkpoint);
  }

  /**
   * Compares names and shapes; reads no numbers.
   *
   * @param ignored names that the checkpoint may hold besides, such as those of {@link
   *     TensorNetwork#ignored}
   * @throws ModelException {@code MODEL_MISMATCH} with the first names that are missing, left over,
   *     or of another shape
   */
  public static StateDictionary of(ScriptModule module, Set<String> ignored, Checkpoint checkpoint)
      throws ModelException {
    Map<String, Weight> declared = module.weights();
    Map<String, Tensor> tensors = checkpoint.tensors();
    List<String> missing = new ArrayList<>();
    List<String> misshapen = new ArrayList<>();
    declared.forEach(
        (name, weight) -> {
          Tensor tensor = tensors.get(name);
          if (tensor == null) {
            missing.add(name);
          } else if (!tensor.floating() || !tensor.shape().equals(weight.shape())) {
            misshapen.add(name + " " + tensor.shape() + " instead of " + weight.shape());
          }
        });
    List<String> leftOver =
        tensors.keySet().stream()
            .filter(name -> !declared.containsKey(name) && !ignored.contains(name))
            .toList();
    if (missing.isEmpty() && leftOver.isEmpty() && misshapen.isEmpty()) {
      return new StateDictionary(tensors);
    }
    throw new ModelException(
        ModelProblem.MODEL_MISMATCH,
        "the weights are not those of "
            + module.type().name()
            + ":"
            + list(" missing", missing)
            + list(" left over", leftOver)
            + list(" misshapen", misshapen));
  }

  @Override
  public float[] floats(String name) throws ModelException {
    return tensor(name).floats();
  }

  @Override
  public void stream(String name, Sink sink) throws ModelException, IOException {
    tensor(name).floats(sink::accept);
  }

  private Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("the network declares no " + name);
    }
    return tensor;
  }

  private static String list(String title, List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    String more = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
    return names.stream().limit(NAMED).collect(Collectors.joining(", ", title + " ", more + ";"));
  }
}
