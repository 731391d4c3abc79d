package org.albumen.models.oracle;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.oracle.Safetensors.Array;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;
import org.albumen.models.torchscript.Storage;
import org.albumen.models.torchscript.TorchScriptArchive;
import org.albumen.models.torchscript.Weights;

/** A network loaded for training, with the weights of an oracle's checkpoint. For one thread. */
public final class TrainedRun implements AutoCloseable {
  private static final Storage EXACT = new Storage(false, false);

  private final Path archive;
  private final TorchEngine engine;
  private final Model model;

  private TrainedRun(Path archive) throws Exception {
    this.archive = archive;
    engine = TorchEngine.create(1);
    model = Model.newInstance("trained.pt", "PyTorch");
    try {
      model.load(archive.getParent(), "trained.pt", Map.of("trainParam", "true"));
      // DJL takes a fresh block to be in training mode; archives are at rest.
      JniUtils.enableTrainingMode((PtSymbolBlock) model.getBlock());
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /**
   * Writes the archive below {@code folder} and loads it.
   *
   * @param module a network with one answer
   * @param watched expressions of the network {@code n} whose values are answered besides, such as
   *     {@code n.norm.running_mean}
   */
  public static TrainedRun of(
      Weights weights, Path folder, ScriptModule module, List<String> watched) throws Exception {
    String tensors = ", Tensor".repeat(watched.size());
    String answer = watched.stream().map(text -> ", " + text).collect(Collectors.joining());
    String forward =
        """
          def forward(self: __torch__.Watched, x: Tensor) -> Tuple[TensorTYPES]:
            n = self.network
            y = n.forward(x)
            return (yANSWER,)
        """;
    ScriptClass type =
        new ScriptClass("Watched", forward.replace("TYPES", tensors).replace("ANSWER", answer));
    Path archive = folder.resolve("trained.pt");
    TorchScriptArchive.write(
        archive,
        ScriptModule.of(type).module("network", module).build(),
        name -> weights.floats(name.substring("network.".length())),
        EXACT);
    return new TrainedRun(archive);
  }

  /** Calls {@code forward} in training mode. */
  public List<Array> call(Array input) {
    try (NDManager manager = model.getNDManager().newSubManager()) {
      NDList arguments = new NDList(manager.create(input.values(), new Shape(input.shape())));
      NDList answers =
          model.getBlock().forward(new ParameterStore(manager, false), arguments, true);
      answers.attach(manager);
      List<Array> arrays = new ArrayList<>();
      for (NDArray answer : answers) {
        arrays.add(new Array(answer.getShape().getShape(), answer.toFloatArray()));
      }
      return arrays;
    }
  }

  /**
   * Differentiates the mean of the squared first answer.
   *
   * @return by name, the greatest absolute derivative after each parameter
   */
  public Map<String, Double> slopes(Array input) {
    Map<String, Double> slopes = new LinkedHashMap<>();
    try (NDManager manager = model.getNDManager().newSubManager();
        GradientCollector collector = manager.getEngine().newGradientCollector()) {
      NDList arguments = new NDList(manager.create(input.values(), new Shape(input.shape())));
      NDList answers =
          model.getBlock().forward(new ParameterStore(manager, false), arguments, true);
      answers.attach(manager);
      collector.backward(answers.get(0).square().mean());
      for (Pair<String, Parameter> parameter : model.getBlock().getParameters()) {
        NDArray gradient = parameter.getValue().getArray().getGradient();
        gradient.attach(manager);
        slopes.put(parameter.getKey(), (double) gradient.abs().max().getFloat());
      }
    }
    return slopes;
  }

  @Override
  public void close() throws IOException {
    model.close();
    engine.close();
    Files.delete(archive);
  }
}
