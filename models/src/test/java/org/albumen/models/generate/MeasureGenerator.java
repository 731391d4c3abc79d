package org.albumen.models.generate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.albumen.models.compute.TensorProgram;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.network.stylegan2.StyleGan2Rosinality;
import org.albumen.models.torchscript.Storage;
import org.albumen.models.torchscript.TorchScriptArchive;

/**
 * Prints how long images and the mean style take: StyleGAN2 of 256 pixels in rosinality's layout,
 * random weights, one thread and two. Arguments: images per round, rounds.
 */
final class MeasureGenerator {
  private MeasureGenerator() {}

  public static void main(String[] arguments) throws Exception {
    int images = Integer.parseInt(arguments[0]);
    StyleGan2Rosinality network = StyleGan2Rosinality.published(256);
    Path archive = Files.createTempFile("generator", ".pt");
    Map<String, float[]> weights = weights(network);
    TorchScriptArchive.write(
        archive,
        network.module(),
        key -> Objects.requireNonNull(weights.get(key)),
        new Storage(false, false));
    try (TorchEngine one = TorchEngine.create(1);
        TorchEngine two = TorchEngine.create(2);
        TensorProgram program = one.program(archive)) {
      ImageGenerator generator = ImageGenerator.of(network, program, GeneratorSettings.PLAIN, null);
      SideBySide.draw(two, 4, i -> generator.ofSeed(i, 1), image -> {});
      long begin = System.nanoTime();
      generator.styles(generator.latent(0), 0.5);
      System.out.printf("mean style %.2f s%n", seconds(begin));
      for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
        for (TorchEngine engine : new TorchEngine[] {one, two}) {
          begin = System.nanoTime();
          SideBySide.draw(engine, images, i -> generator.ofSeed(i, 1), image -> {});
          System.out.printf("threads %d: %.2f s%n", engine.threads(), seconds(begin));
        }
      }
    } finally {
      Files.delete(archive);
    }
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  private static Map<String, float[]> weights(StyleGan2Rosinality network) {
    Random random = new Random(1);
    Map<String, float[]> weights = new HashMap<>();
    network
        .module()
        .weights()
        .forEach(
            (key, weight) -> {
              long count = weight.shape().stream().reduce(1L, (a, b) -> a * b);
              float[] numbers = new float[(int) count];
              for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) random.nextGaussian();
              }
              weights.put(key, numbers);
            });
    weights.putAll(network.kernels());
    return weights;
  }
}
