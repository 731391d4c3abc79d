package org.albumen.models.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.albumen.models.fixture.TinyTensor;
import org.albumen.models.torchscript.ScriptModule.Weight;

/**
 * Weights for any configuration, random but the same each time, of a size that keeps images seen.
 */
final class RandomRrdbnet {
  private RandomRrdbnet() {}

  static List<TinyTensor> tensors(Rrdbnet network) {
    Random random = new Random(11);
    List<TinyTensor> tensors = new ArrayList<>();
    for (Map.Entry<String, Weight> entry : network.module().weights().entrySet()) {
      List<Integer> shape = entry.getValue().shape().stream().map(Long::intValue).toList();
      int count = shape.stream().reduce(1, (a, b) -> a * b);
      double size = shape.size() == 1 ? 0.1 : 1.5 / Math.sqrt((double) count / shape.get(0));
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = (float) (random.nextGaussian() * size);
        if (entry.getKey().startsWith("conv_last")) { // most answers then lie between 0 and 1
          values[i] = shape.size() == 1 ? 0.5f : values[i] * 0.2f;
        }
      }
      tensors.add(new TinyTensor(entry.getKey(), shape, values));
    }
    return tensors;
  }
}
