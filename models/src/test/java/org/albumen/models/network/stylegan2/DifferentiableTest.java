package org.albumen.models.network.stylegan2;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.oracle.OracleCase;
import org.albumen.models.oracle.Safetensors.Array;
import org.albumen.models.torchscript.ScriptModule;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every weight that has an effect gets a gradient: nothing on the way is written over. */
class DifferentiableTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "gfpgan-clean, tiny-gfpgan-clean-a, x, SHARED",
    "gfpgan-clean, tiny-gfpgan-clean-b, x, GROUPED",
    "gfpgan-v1, tiny-gfpgan-v1-a, x, SHARED",
    "gpen, tiny-gpen-a, x, SHARED",
    "gpen, tiny-gpen-b, x, GROUPED",
    "stylegan2-rosinality, tiny-sg2-rosinality-a, z, SHARED"
  })
  void givesGradients(String family, String name, String input, Modulation modulation)
      throws Exception {
    // Given
    OracleCase oracle = OracleCase.of(family, name);
    ScriptModule module = module(oracle, family, modulation);
    oracle.write(folder.resolve("trained.pt"), module);
    Set<String> expected = new HashSet<>();
    module
        .weights()
        .forEach(
            (key, weight) -> {
              if (weight.trained()) {
                expected.add(key);
              }
            });
    oracle
        .description()
        .get("keys_not_affecting_outputs")
        .forEach(k -> expected.remove(k.asText()));

    // When
    List<String> reached = new ArrayList<>();
    try (TorchEngine engine = TorchEngine.create(1);
        Model model = Model.newInstance("trained.pt", "PyTorch");
        NDManager manager = NDManager.newBaseManager("PyTorch")) {
      assertThat(engine.threads()).isEqualTo(1);
      model.load(folder, "trained.pt", Map.of("trainParam", "true"));
      Array values = oracle.array("in." + input);
      backward(model, manager.create(values.values(), new Shape(values.shape())), manager);
      for (Parameter parameter : model.getBlock().getParameters().values()) {
        NDArray gradient = parameter.getArray().getGradient();
        float sum = gradient.abs().sum().getFloat();
        if (sum > 0 && Float.isFinite(sum)) {
          reached.add(parameter.getName());
        }
      }
    }

    // Then
    assertThat(reached).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static void backward(Model model, NDArray input, NDManager manager) {
    try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
      NDList answers =
          model.getBlock().forward(new ParameterStore(manager, false), new NDList(input), true);
      NDArray loss = answers.get(0).square().mean();
      for (int i = 1; i < answers.size(); i++) {
        loss = loss.add(answers.get(i).square().mean());
      }
      collector.backward(loss);
    }
  }

  private static ScriptModule module(OracleCase oracle, String family, Modulation modulation) {
    return switch (family) {
      case "gpen" -> Gpen.of(oracle.config()).module(modulation);
      case "gfpgan-v1" -> GfpganV1.of(oracle.config()).module(modulation);
      case "gfpgan-clean" -> GfpganClean.of(oracle.config()).module(modulation);
      default -> StyleGan2Rosinality.of(oracle.config()).module(modulation);
    };
  }
}
