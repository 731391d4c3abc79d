package org.albumen.models.network.stylegan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.albumen.models.network.TensorNetwork;
import org.albumen.models.oracle.Safetensors.Array;
import org.albumen.models.oracle.TorchRun;
import org.albumen.models.torchscript.ScriptModule;
import org.albumen.models.torchscript.ScriptModule.Weight;
import org.albumen.models.torchscript.Storage;
import org.jspecify.annotations.Nullable;

/** Runs a network with random weights. */
final class RandomWeights {
  private RandomWeights() {}

  /** The answer to two random inputs; an input has as many numbers as the options say. */
  static Array run(Path folder, TensorNetwork network) throws Exception {
    return run(folder, network, network.module());
  }

  /** Requires that the fast form answers the same but for rounding. */
  static void requireFastAgrees(Path folder, TensorNetwork network) throws Exception {
    float[] plain = run(folder, network).values();
    float[] fast = run(folder, network, network.execution().module()).values();
    float largest = 0;
    for (float value : plain) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(fast).containsExactly(plain, offset(1e-5f * largest));
  }

  private static Array run(Path folder, TensorNetwork network, ScriptModule module)
      throws Exception {
    Map<String, Weight> weights = module.weights();
    Random random = new Random(5);
    List<Array> inputs = new ArrayList<>();
    for (String name : network.inputs()) {
      int size = name.equals("z") ? 6 : 2;
      inputs.add(new Array(new long[] {2, size}, numbers(random, 2 * size)));
    }
    try (TorchRun run =
        new TorchRun(
            folder,
            module,
            name -> numbers(random, count(weights.get(name))),
            new Storage(false, false))) {
      return run.call("forward", inputs).get(0);
    }
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = 0.1f + random.nextFloat();
    }
    return numbers;
  }

  private static int count(@Nullable Weight weight) {
    return Objects.requireNonNull(weight).shape().stream()
        .mapToInt(Long::intValue)
        .reduce(1, (a, b) -> a * b);
  }
}
