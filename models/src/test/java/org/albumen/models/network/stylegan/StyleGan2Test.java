package org.albumen.models.network.stylegan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Set;
import org.albumen.models.network.StyleSpace;
import org.albumen.models.oracle.OracleCase;
import org.albumen.models.oracle.Safetensors.Array;
import org.albumen.models.oracle.TorchCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StyleGan2Test {
  private static final String ORACLE = "stylegan2-nvidia";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "tiny-sg2-nv-a, tiny-sg2-nv-a.pth, false",
    "tiny-sg2-nv-a, tiny-sg2-nv-a.pkl, true",
    "tiny-sg2-nv-cond-resnet, tiny-sg2-nv-cond-resnet.pth, false",
    "tiny-sg2-nv-cond-resnet, tiny-sg2-nv-cond-resnet.pth, true"
  })
  void agreesWithThePublishedImplementation(String name, String weights, boolean fast)
      throws Exception {
    // Given
    OracleCase oracle = OracleCase.of(ORACLE, name);
    StyleGan2 network = new StyleGan2(StyleGan2Options.of(oracle.config()));
    Path file = OracleCase.folder(ORACLE).resolve(weights);
    try (StyleGanCase generator =
        new StyleGanCase(oracle, file, folder, network, network.styles(), fast)) {
      // When
      Array ws = generator.ofLatent("styles", 1);

      // Then
      oracle.compare("output", generator.ofLatent("forward", 1));
      oracle.compare("output_psi_0_7_cut_4", generator.ofLatent("truncated", 0.7));
      oracle.compare("ws0", StyleGanCase.first(ws));
      oracle.compare("ws_psi_0_7_cut_4", generator.ofLatent("styles", 0.7));
      generator.requireAgreement("output", "synthesise", ws);
      generator.requireAgreement("output_noise_none", "noiseless", ws);
      long noise = StyleSpace.noiseBelow(2L * network.size());
      Array zeros = new Array(new long[] {1, noise}, new float[(int) noise]);
      generator.requireAgreement("output_noise_none", "noisy", ws, zeros);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sg2-nv-ffhq-256", "sg2-nv-ffhq-1024"})
  void declaresTheTensorsOfThePublishedFiles(String name) throws Exception {
    // Given
    StyleGan2 network =
        new StyleGan2(StyleGan2Options.of(OracleCase.json(ORACLE, "keys-" + name).get("config")));

    // When, then
    OracleCase.requireManifest(ORACLE, "keys-" + name, network.module(), Set.of());
    OracleCase.requireManifest(ORACLE, "keys-" + name, network.execution().module(), Set.of());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void agreesAtPublishedSize(boolean fast) throws Exception {
    // Given
    OracleCase oracle = OracleCase.of(ORACLE, "full-sg2-nv-ffhq-256");
    StyleGan2 network = new StyleGan2(StyleGan2Options.of(oracle.config()));

    // When, then
    oracle.requireAgreement(
        folder,
        fast ? network.execution().module() : network.module(),
        Set.of(),
        key -> constant(key),
        TorchCall.forward(network.inputs(), network.outputs()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4 | {'img_resolution': 4, 'architecture': 'skip'}",
        "4 | {'img_resolution': 4, 'architecture': 'orig', 'conv_clamp': null}",
        "16 | {'img_resolution': 16, 'architecture': 'orig', 'c_dim': 2}",
        "16 | {'img_resolution': 16, 'mapping_kwargs': {'num_layers': 1, 'embed_features': 3}}",
        "8 | {'img_resolution': 8, 'c_dim': 2, 'mapping_kwargs': {'layer_features': 5}}"
      })
  void runsInEveryConfiguration(int side, String options) throws Exception {
    // Given
    ObjectNode json = (ObjectNode) new JsonMapper().readTree(options.replace('\'', '"'));
    json.put("z_dim", 6).put("w_dim", 7).put("channel_max", 4);
    StyleGan2 network = new StyleGan2(StyleGan2Options.of(json));

    // When
    Array image = RandomWeights.run(folder, network);

    // Then
    assertThat(image.shape()).containsExactly(2, 3, side, side);
    assertThat(image.values()).doesNotContain(Float.NaN, Float.POSITIVE_INFINITY);
    RandomWeights.requireFastAgrees(folder, network);
  }

  @Test
  void refusesOptionsThatItDoesNotKnow() throws Exception {
    // Given
    String options = "{\"img_resolution\": 64, \"out_size\": 64}";

    // When, then
    assertThatThrownBy(() -> StyleGan2Options.of(new JsonMapper().readTree(options)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("StyleGAN2 has no option out_size; it has architecture, ");
  }

  @Test
  void refusesSizesThatDoNotExist() {
    for (String options :
        new String[] {
          "{\"img_resolution\": 48}",
          "{\"img_resolution\": 64, \"z_dim\": 0}",
          "{\"img_resolution\": 64, \"architecture\": \"dense\"}",
          "{\"img_resolution\": \"64\"}",
          "{\"img_resolution\": 64, \"mapping_kwargs\": {\"num_layers\": -1}}",
          "{}",
          "[]"
        }) {
      assertThatThrownBy(() -> StyleGan2Options.of(new JsonMapper().readTree(options)))
          .as(options)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** The resampling filter: binomial, with the sum 1. */
  private static float[] constant(String key) {
    assertThat(key).endsWith("resample_filter");
    float[] line = {0.125f, 0.375f, 0.375f, 0.125f};
    float[] filter = new float[16];
    for (int i = 0; i < filter.length; i++) {
      filter[i] = line[i / 4] * line[i % 4];
    }
    return filter;
  }
}
