package org.albumen.models.network.stylegan2;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.albumen.models.oracle.OracleCase;
import org.albumen.models.oracle.Safetensors.Array;
import org.albumen.models.oracle.TorchRun;
import org.albumen.models.torchscript.ScriptModule;
import org.albumen.models.torchscript.Storage;
import org.albumen.models.torchscript.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StyleGan2DiscriminatorTest {
  @TempDir private Path folder;

  @Test
  void declaresTheWeightsOfThePublishedFile() throws Exception {
    StyleGan2Discriminator network = new StyleGan2Discriminator(512, 2, 1, Fir.STANDARD);

    OracleCase.requireManifest("gpen", "keys-gpen-bfr-512-d", network.module(), Set.of());
  }

  @Test
  void scoresEveryImage() throws Exception {
    // Given: weights that differ, so that images get scores of their own.
    StyleGan2Discriminator network = new StyleGan2Discriminator(16, 1, 0.0625, Fir.STANDARD);
    ScriptModule module = network.module();
    Map<String, float[]> kernels = network.kernels();
    Weights weights =
        key -> {
          float[] kernel = kernels.get(key);
          return kernel != null ? kernel : waves(count(module, key), 0.7f);
        };
    float[] images = waves(4 * 3 * 16 * 16, 0.01f);

    // When
    Array scores;
    try (TorchRun run = new TorchRun(folder, module, weights, new Storage(false, false))) {
      Array input = new Array(new long[] {4, 3, 16, 16}, images);
      scores = run.call("forward", List.of(input)).get(0);
    }

    // Then
    assertThat(scores.shape()).containsExactly(4, 1);
    assertThat(scores.values()).doesNotHaveDuplicates();
    for (float score : scores.values()) {
      assertThat(score).isFinite();
    }
  }

  private static int count(ScriptModule module, String key) {
    long count = 1;
    for (long length : requireNonNull(module.weights().get(key)).shape()) {
      count *= length;
    }
    return (int) count;
  }

  private static float[] waves(int count, float step) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) Math.sin(i * step + 1);
    }
    return values;
  }
}
