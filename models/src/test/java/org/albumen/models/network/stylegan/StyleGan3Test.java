package org.albumen.models.network.stylegan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.albumen.models.network.stylegan.StyleGan3Layers.Layer;
import org.albumen.models.oracle.OracleCase;
import org.albumen.models.oracle.Safetensors;
import org.albumen.models.oracle.Safetensors.Array;
import org.albumen.models.oracle.TorchCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StyleGan3Test {
  private static final String ORACLE = "stylegan3";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "tiny-sg3-t-a, tiny-sg3-t-a.pth, false",
    "tiny-sg3-t-a, tiny-sg3-t-a.pkl, true",
    "tiny-sg3-r-a, tiny-sg3-r-a.pth, false",
    "tiny-sg3-r-a, tiny-sg3-r-a.pkl, true"
  })
  void agreesWithThePublishedImplementation(String name, String weights, boolean fast)
      throws Exception {
    // Given
    OracleCase oracle = OracleCase.of(ORACLE, name);
    StyleGan3 network = new StyleGan3(StyleGan3Options.of(oracle.config()));
    Path file = OracleCase.folder(ORACLE).resolve(weights);
    try (StyleGanCase generator =
        new StyleGanCase(oracle, file, folder, network, network.styles(), fast)) {
      // When
      Array ws = generator.ofLatent("styles", 1);

      // Then
      oracle.compare("ws0", StyleGanCase.first(ws));
      generator.requireAgreement("input_features", "features", ws);
      oracle.compare("output", generator.ofLatent("forward", 1));
      generator.requireAgreement("output", "synthesise", ws);
      oracle.compare("output_psi_0_7_cut_4", generator.ofLatent("truncated", 0.7));
      generator.requireAgreement(
          "output_user_transform", "moved", ws, oracle.array("in.transform"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sg3-t-ffhqu-256", "sg3-r-ffhqu-256", "sg3-t-ffhq-1024", "sg3-r-ffhq-1024"})
  void declaresTheTensorsOfThePublishedFiles(String name) throws Exception {
    // Given
    StyleGan3 network =
        new StyleGan3(StyleGan3Options.of(OracleCase.json(ORACLE, "keys-" + name).get("config")));

    // When, then
    OracleCase.requireManifest(ORACLE, "keys-" + name, network.module(), Set.of());
    OracleCase.requireManifest(ORACLE, "keys-" + name, network.execution().module(), Set.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sg3-t-ffhqu-256", "sg3-r-ffhqu-256"})
  void derivesTheLayersOfThePublishedNetworks(String name) throws Exception {
    // Given
    JsonNode expected = OracleCase.json(ORACLE, "layers-" + name).get("layers");
    StyleGan3Options options =
        StyleGan3Options.of(OracleCase.json(ORACLE, "keys-" + name).get("config"));

    // When
    List<Layer> layers = StyleGan3Layers.layers(options);

    // Then
    assertThat(layers).hasSize(expected.size());
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      JsonNode node = expected.get(i);
      assertThat(layer.in().size()).isEqualTo(node.at("/in_size/0").asInt());
      assertThat(layer.out().size()).isEqualTo(node.at("/out_size/0").asInt());
      assertThat(layer.out().channels()).isEqualTo(node.get("out_channels").asInt());
      assertThat(layer.out().cutoff()).isCloseTo(node.get("out_cutoff").asDouble(), within(1e-9));
      assertThat(layer.out().rate()).isEqualTo(node.get("out_sampling_rate").asDouble());
      assertThat(layer.up()).isEqualTo(node.get("up").asInt());
      assertThat(layer.down()).isEqualTo(node.get("down").asInt());
      assertThat(layer.upTaps()).isEqualTo(node.get("up_taps").asInt());
      assertThat(layer.downTaps()).isEqualTo(node.get("down_taps").asInt());
      assertThat(layer.padBefore()).isEqualTo(node.at("/padding/0").asInt());
      assertThat(layer.padAfter()).isEqualTo(node.at("/padding/1").asInt());
      assertThat(layer.radial()).isEqualTo(node.get("down_radial").asBoolean());
      assertThat(layer.kernel()).isEqualTo(node.get("conv_kernel").asInt());
    }
  }

  /** Takes 10 to 30 s on one core. */
  @ParameterizedTest
  @EnabledIfSystemProperty(named = "albumen.slow", matches = "true")
  @CsvSource({
    "sg3-t-ffhqu-256, false",
    "sg3-t-ffhqu-256, true",
    "sg3-r-ffhqu-256, false",
    "sg3-r-ffhqu-256, true"
  })
  void agreesAtPublishedSize(String name, boolean fast) throws Exception {
    // Given
    OracleCase oracle = OracleCase.of(ORACLE, "full-" + name);
    StyleGan3 network = new StyleGan3(StyleGan3Options.of(oracle.config()));
    Map<String, Array> filters =
        Safetensors.read(OracleCase.folder(ORACLE).resolve("filters-" + name + ".safetensors"));

    // When, then
    oracle.requireAgreement(
        folder,
        fast ? network.execution().module() : network.module(),
        Set.of(),
        key -> constant(key, filters),
        TorchCall.forward(network.inputs(), network.outputs()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "16 | {'img_resolution': 16, 'c_dim': 2, 'num_layers': 5}",
        "24 | {'img_resolution': 24, 'num_layers': 4, 'num_critical': 1, 'margin_size': 3}",
        "32 | {'img_resolution': 32, 'filter_size': 4, 'use_radial_filters': true}",
        "16 | {'img_resolution': 16, 'lrelu_upsampling': 1, 'num_layers': 6}",
        "32 | {'img_resolution': 32, 'lrelu_upsampling': 4, 'filter_size': 5, 'margin_size': 4}",
        "16 | {'img_resolution': 16, 'lrelu_upsampling': 3, 'conv_kernel': 1, 'num_layers': 4}"
      })
  void runsInEveryConfiguration(int side, String options) throws Exception {
    // Given
    ObjectNode json = (ObjectNode) new JsonMapper().readTree(options.replace('\'', '"'));
    json.put("z_dim", 6).put("w_dim", 7).put("channel_max", 4);
    StyleGan3 network = new StyleGan3(StyleGan3Options.of(json));

    // When
    Array image = RandomWeights.run(folder, network);

    // Then
    assertThat(image.shape()).containsExactly(2, 3, side, side);
    assertThat(image.values()).doesNotContain(Float.NaN, Float.POSITIVE_INFINITY);
    RandomWeights.requireFastAgrees(folder, network);
  }

  @Test
  void refusesSizesThatDoNotExist() {
    for (String options :
        List.of(
            "{\"img_resolution\": 4}",
            "{\"img_resolution\": 64, \"num_critical\": 0}",
            "{\"img_resolution\": 64, \"num_layers\": 2}",
            "{\"img_resolution\": 64, \"channel_base\": 1}",
            "{\"img_resolution\": 64, \"first_cutoff\": 32}",
            "{\"img_resolution\": 64, \"first_stopband\": 1}")) {
      assertThatThrownBy(() -> StyleGan3Options.of(new JsonMapper().readTree(options)))
          .as(options)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesOptionsThatItDoesNotKnow() {
    assertThatThrownBy(
            () ->
                StyleGan3Options.of(
                    new JsonMapper().readTree("{\"img_resolution\": 64, \"size\": 64}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("StyleGAN3 has no option size; it has c_dim, ");
  }

  private static float[] constant(String key, Map<String, Array> filters) {
    if (key.endsWith("transform")) {
      return new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1};
    }
    Array filter = filters.get(key);
    assertThat(filter).as(key).isNotNull();
    return filter == null ? new float[0] : filter.values();
  }
}
