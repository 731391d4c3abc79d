package org.albumen.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.albumen.models.checkpoint.TfjsModel;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.oracle.Safetensors.Array;
import org.albumen.models.oracle.TorchRun;
import org.albumen.models.torchscript.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProGanTest {
  private static final float[] LATENT = {0.3f, -1.2f, 0.8f, 2.1f, -0.4f};

  private final TinyProGan tiny = new TinyProGan();

  @TempDir private Path folder;

  @Test
  void agreesWithTheComputationStepByStep() throws Exception {
    // Given
    ProGan network = TinyProGan.NETWORK;
    ProGanWeights weights = ProGanWeights.of(network, TfjsModel.open(tiny.write(folder)));
    List<double[]> expected = tiny.apply(LATENT);

    // When
    Array image;
    try (TorchRun run =
        new TorchRun(folder, network.module(), weights, new Storage(false, false))) {
      image = run.call("forward", List.of(new Array(new long[] {1, 5}, LATENT))).get(0);
    }

    // Then: the graph's last sum lies a half above the image of range [-1, 1]. Pixels of next to no
    // power are divided by it, which magnifies the rounding of a few.
    assertThat(image.shape()).containsExactly(1, 3, 16, 16);
    double squares = 0;
    for (int i = 0; i < image.values().length; i++) {
      double difference = image.values()[i] - (expected.get(i % 256)[i / 256] - 0.5);
      assertThat(difference).isCloseTo(0, within(5e-5));
      squares += difference * difference;
    }
    assertThat(Math.sqrt(squares / image.values().length)).isLessThan(2e-6);
  }

  @Test
  void theSamePictureWhateverTheLatentsLength() throws Exception {
    // Given: the latent is normalised.
    ProGan network = TinyProGan.NETWORK;
    ProGanWeights weights = ProGanWeights.of(network, TfjsModel.open(tiny.write(folder)));
    float[] both = new float[10];
    for (int i = 0; i < 5; i++) {
      both[i] = LATENT[i];
      both[5 + i] = 7 * LATENT[i];
    }

    // When
    Array images;
    try (TorchRun run =
        new TorchRun(folder, network.module(), weights, new Storage(false, false))) {
      images = run.call("forward", List.of(new Array(new long[] {2, 5}, both))).get(0);
    }

    // Then
    for (int i = 0; i < 768; i++) {
      assertThat(images.values()[i]).isCloseTo(images.values()[768 + i], within(1e-4f));
    }
  }

  @Test
  void namesWhatIsMissing() throws Exception {
    tiny.remove("module/g_model/res_1/conv0/bias");
    assertMismatch("module/g_model/res_1/conv0/bias is missing");
  }

  @Test
  void namesWhatIsMisshapen() throws Exception {
    tiny.add("module/g_model/res_1/conv0/bias", List.of(3));
    assertMismatch("module/g_model/res_1/conv0/bias is [3] instead of [4]");
  }

  @Test
  void namesWhatIsLeftOver() throws Exception {
    tiny.add("module/g_model/res_3/conv0/bias", List.of(4));
    assertMismatch("module/g_model/res_3/conv0/bias is left over");
  }

  @Test
  void thePublishedSize() {
    // Given
    ProGan published = ProGan.published();

    // When
    long count =
        published.module().weights().values().stream()
            .mapToLong(weight -> weight.shape().stream().reduce(1L, (a, b) -> a * b))
            .sum();

    // Then
    assertThat(published.size()).isEqualTo(128);
    assertThat(count).isEqualTo(22_926_467);
    assertThat(published.module().weights()).hasSize(26).containsKey("res_5.conv1.weight");
  }

  @Test
  void hasItsOptionsByName() throws Exception {
    assertThat(ProGan.of(options("{}"))).isEqualTo(ProGan.published());
    assertThat(ProGan.of(options(TinyProGan.OPTIONS))).isEqualTo(TinyProGan.NETWORK);
    assertThat(ProGan.of(options("{\"resolution\": 1024}")).channels())
        .containsExactly(512, 512, 512, 512, 256, 128, 64, 32, 16);
    for (Map.Entry<String, String> fault :
        Map.of(
                "{\"resolution\": 96}", "power of two",
                "{\"resolution\": 2048}", "power of two",
                "{\"latent_size\": -1}", "a whole number from 1 on",
                "{\"fmap_base\": 4}", "a whole number from 64 on",
                "{\"size\": 128}", "no option size")
            .entrySet()) {
      assertThatThrownBy(() -> ProGan.of(options(fault.getKey())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(fault.getValue());
    }
  }

  private static JsonNode options(String json) throws Exception {
    return new JsonMapper().readTree(json);
  }

  @Test
  void refusesImpossibleSizes() {
    assertThatThrownBy(() -> new ProGan(0, List.of(1))).hasMessageContaining("positive");
    assertThatThrownBy(() -> new ProGan(1, List.of())).hasMessageContaining("1 to 9 stages");
  }

  private void assertMismatch(String message) throws Exception {
    TfjsModel file = TfjsModel.open(tiny.write(folder));
    assertThatThrownBy(() -> ProGanWeights.of(TinyProGan.NETWORK, file))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.problem()).isEqualTo(ModelProblem.MODEL_MISMATCH))
        .hasMessageContaining(message);
  }
}
