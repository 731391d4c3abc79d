package org.albumen.models.network.stylegan2;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.albumen.models.oracle.OracleCase;
import org.albumen.models.oracle.Safetensors.Array;
import org.albumen.models.oracle.TorchCall;
import org.albumen.models.oracle.TorchRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StyleGan2RosinalityTest {
  private static final int FIRST_STYLE = 3;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FOLDED")
  void agreesWithThePublishedImplementation(Modulation modulation) throws Exception {
    OracleCase oracle = OracleCase.of("stylegan2-rosinality", "tiny-sg2-rosinality-a");
    StyleGan2Rosinality network = StyleGan2Rosinality.of(oracle.config());

    oracle.requireAgreement(
        folder, network.module(modulation), TorchCall.forward(network.inputs(), network.outputs()));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FOLDED")
  void truncatesAndMixesStyles(Modulation modulation) throws Exception {
    // Given
    OracleCase oracle = OracleCase.of("stylegan2-rosinality", "tiny-sg2-rosinality-a");
    StyleGan2Rosinality network = StyleGan2Rosinality.of(oracle.config());
    Array z = oracle.array("in.z");
    Array half = new Array(new long[] {1}, new float[] {0.5f});

    try (TorchRun run = oracle.open(folder, network.module(modulation))) {
      // When
      List<Array> truncated =
          run.call("truncated", List.of(z, oracle.array("in.latent_avg"), half));
      Array one = run.call("mapping", List.of(z)).get(0);
      Array other = run.call("mapping", List.of(reversed(z))).get(0);
      List<Array> mixed = run.call("synthesise", List.of(mix(one, other, 2 * 6 - 2)));

      // Then
      oracle.compare("output_trunc_0_5", truncated.get(0));
      oracle.compare("output_mix_inject3", mixed.get(0));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 1024})
  void declaresTheWeightsOfThePublishedFiles(int size) throws Exception {
    OracleCase.requireManifest(
        "stylegan2-rosinality",
        "keys-sg2-rosinality-" + size,
        StyleGan2Rosinality.published(size).module(),
        Set.of());
  }

  @Test
  void noiseIsTheSameForTheSameSeed() {
    // Given
    StyleGan2Rosinality network = StyleGan2Rosinality.published(256);

    // When
    Map<String, float[]> noises = network.noises(7);

    // Then
    assertThat(noises).hasSize(13);
    float[] noise = noises.get("noises.noise_5");
    assertThat(noise).hasSize(32 * 32).isEqualTo(network.noises(7).get("noises.noise_5"));
    assertThat(noise).isNotEqualTo(network.noises(8).get("noises.noise_5"));
    assertThat(noise).isNotEqualTo(noises.get("noises.noise_6"));
  }

  /** Every row backwards. */
  private static Array reversed(Array z) {
    int length = (int) z.shape()[1];
    float[] values = new float[z.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = z.values()[i / length * length + length - 1 - i % length];
    }
    return new Array(z.shape(), values);
  }

  private static Array mix(Array first, Array second, int layers) {
    int length = (int) first.shape()[1];
    int images = (int) first.shape()[0];
    float[] values = new float[images * layers * length];
    for (int i = 0; i < values.length; i++) {
      Array from = i / length % layers < FIRST_STYLE ? first : second;
      values[i] = from.values()[i / length / layers * length + i % length];
    }
    return new Array(new long[] {images, layers, length}, values);
  }
}
