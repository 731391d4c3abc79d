package org.albumen.models.network.stylegan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.albumen.models.network.TensorNetwork;
import org.albumen.models.oracle.Safetensors.Array;
import org.albumen.models.oracle.TorchRun;
import org.albumen.models.torchscript.ScriptModule.Weight;
import org.albumen.models.torchscript.Storage;
import org.jspecify.annotations.Nullable;

/** Runs a network with random weights. */
final class RandomWeights {
  private RandomWeights() {}

  /** The answer to two random inputs; an input has as many numbers as the options say. */
  static Array run(Path folder, TensorNetwork network) throws Exception {
    Map<String, Weight> weights = network.module().weights();
    Random random = new Random(5);
    List<Array> inputs = new ArrayList<>();
    for (String name : network.inputs()) {
      int size = name.equals("z") ? 6 : 2;
      inputs.add(new Array(new long[] {2, size}, numbers(random, 2 * size)));
    }
    try (TorchRun run =
        new TorchRun(
            folder,
            network.module(),
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
