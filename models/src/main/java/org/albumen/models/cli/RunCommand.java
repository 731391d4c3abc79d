package org.albumen.models.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.checkpoint.Checkpoint;
import org.albumen.models.checkpoint.SafetensorsWriter;
import org.albumen.models.checkpoint.Tensor;
import org.albumen.models.compute.TensorProgram;
import org.albumen.models.compute.TensorProgram.Values;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.network.TensorNetwork;
import org.albumen.models.network.TensorNetwork.Call;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code albumen models run}. */
@Command(
    name = "run",
    description = {
      "Runs a network on named tensors, in 32-bit floats. albumen models show NAME says what they are",
      "called; a file may also name its inputs in.NAME, and tensors that the network does not take are",
      "left alone."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Mixin private StoreOptions options = new StoreOptions();

  @Parameters(paramLabel = "NAME", description = "A model that was pulled or imported.")
  private String name = "";

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE",
      description = "A safetensors file with the inputs.")
  private Path input = Path.of("");

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "The safetensors file to write; replaced if it exists.")
  private Path output = Path.of("");

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description = "What to call; none: forward, or the first method whose inputs are all there.")
  private @Nullable String method;

  @Override
  public Integer call() {
    return options.run(this::run);
  }

  private void run(ModelStore store) throws ModelException {
    TensorNetwork network = store.tensorNetwork(name);
    Path archive = store.torchScript(name);
    if (!Files.isRegularFile(input)) {
      throw new ModelException(ModelProblem.MODEL_UNAVAILABLE, "there is no file " + input);
    }
    try (Checkpoint given = Checkpoint.open(input, null)) {
      Call call = choose(network, given.tensors());
      List<Values> inputs = new ArrayList<>();
      for (String wanted : call.inputs()) {
        inputs.add(values(find(given.tensors(), wanted)));
      }
      try (TorchEngine engine = TorchEngine.create(1);
          TensorProgram program = engine.program(archive)) {
        write(call, program.call(call.method(), inputs));
      }
    }
  }

  private Call choose(TensorNetwork network, Map<String, Tensor> given) throws ModelException {
    List<Call> calls = calls(network);
    List<Call> candidates =
        calls.stream().filter(call -> method == null || method.equals(call.method())).toList();
    if (candidates.isEmpty()) {
      throw mismatch(
          "the model "
              + name
              + " has no method "
              + method
              + "; it has "
              + calls.stream().map(Call::method).collect(Collectors.joining(", ")));
    }
    for (Call call : candidates) {
      if (call.inputs().stream().allMatch(wanted -> find(given, wanted) != null)) {
        return call;
      }
    }
    List<String> wanted = candidates.get(0).inputs();
    throw mismatch(
        "the file "
            + input
            + " has no tensor "
            + wanted.stream()
                .filter(each -> find(given, each) == null)
                .collect(Collectors.joining(", "))
            + "; the network takes "
            + String.join(", ", wanted));
  }

  /** Everything that a network can be asked, its forward first. */
  static List<Call> calls(TensorNetwork network) {
    List<Call> calls = new ArrayList<>();
    calls.add(new Call("forward", network.inputs(), network.outputs()));
    calls.addAll(network.furtherCalls());
    return calls;
  }

  private static @Nullable Tensor find(Map<String, Tensor> given, String wanted) {
    Tensor tensor = given.get(wanted);
    return tensor == null ? given.get("in." + wanted) : tensor;
  }

  private static Values values(@Nullable Tensor tensor) throws ModelException {
    Tensor found = Objects.requireNonNull(tensor);
    if (found.floating()) {
      return new Values(found.shape(), found.floats());
    }
    long[] longs = found.longs();
    float[] floats = new float[longs.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = longs[i];
    }
    return new Values(found.shape(), floats);
  }

  private void write(Call call, List<Values> answers) throws ModelException {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    Map<String, Values> byName = new LinkedHashMap<>();
    for (int i = 0; i < call.outputs().size(); i++) {
      byName.put(call.outputs().get(i), answers.get(i));
      shapes.put(call.outputs().get(i), answers.get(i).shape());
    }
    try {
      SafetensorsWriter.write(
          output.toAbsolutePath(),
          shapes,
          tensor -> Objects.requireNonNull(byName.get(tensor)).numbers());
    } catch (IOException e) {
      throw new ModelException(
          ModelProblem.MODEL_UNAVAILABLE,
          "the file " + output + " cannot be written: " + e.getClass().getSimpleName(),
          e);
    }
    shapes.forEach((tensor, shape) -> options.say(tensor + " " + shape));
  }

  private static ModelException mismatch(String message) {
    return new ModelException(ModelProblem.MODEL_MISMATCH, message);
  }
}
