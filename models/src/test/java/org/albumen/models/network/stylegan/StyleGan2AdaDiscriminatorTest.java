package org.albumen.models.network.stylegan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.albumen.models.checkpoint.Checkpoint;
import org.albumen.models.checkpoint.Tensor;
import org.albumen.models.network.stylegan2.StyleGan2Discriminator;
import org.albumen.models.oracle.OracleCase;
import org.albumen.models.oracle.Safetensors.Array;
import org.albumen.models.oracle.TorchRun;
import org.albumen.models.torchscript.ScriptModule;
import org.albumen.models.torchscript.ScriptModule.Weight;
import org.albumen.models.torchscript.Storage;
import org.albumen.models.torchscript.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StyleGan2AdaDiscriminatorTest {
  private static final Storage EXACT = new Storage(false, false);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'c_dim': 0}",
        "{'architecture': 'skip'}",
        "{'architecture': 'orig', 'img_channels': 1}",
        "{'conv_clamp': 0.4}",
        "{'c_dim': 3}",
        "{'c_dim': 2, 'cmap_dim': 5, 'mapping_kwargs': {'num_layers': 2, 'embed_features': 4}}",
        "{'epilogue_kwargs': {'mbstd_group_size': 2, 'mbstd_num_channels': 3}}",
        "{'epilogue_kwargs': {'mbstd_group_size': 32}, 'architecture': 'skip', 'c_dim': 1}",
        "{'epilogue_kwargs': {'mbstd_num_channels': 0}, 'block_kwargs': {'freeze_layers': 2}}"
      })
  void agreesWithPlainLoops(String options) throws Exception {
    // Given
    DiscriminatorOptions read =
        options(
            options.replaceFirst(
                "\\{'",
                "{'img_resolution': 16, 'channel_base': 64, 'channel_max': 6, 'num_fp16_res': 4, '"));
    StyleGan2AdaDiscriminator network = new StyleGan2AdaDiscriminator(read);
    Map<String, float[]> weights = random(network.module());
    int count = read.mbstdGroupSize() == 4 ? 8 : 6;
    Array images = normal(count, read.imgChannels(), 16, 16);
    Array labels = normal(read.cDim() == 0 ? 0 : count, read.cDim());

    // When
    List<Array> inputs = read.cDim() == 0 ? List.of(images) : List.of(images, labels);
    float[] scores = run(network.module(), of(weights), inputs);

    // Then
    double[] expected = new PlainDiscriminator(read, weights).scores(planes(images), rows(labels));
    assertThat(expected).doesNotHaveDuplicates();
    assertClose(scores, expected);
  }

  @Test
  void agreesWithTheOtherLayout() throws Exception {
    // Given: the same weights by rosinality's names.
    StyleGan2Discriminator other =
        new StyleGan2Discriminator(32, 1, 0.0625, List.of(1L, 3L, 3L, 1L));
    Map<String, float[]> weights = random(other.module());
    weights.putAll(other.kernels());
    StyleGan2AdaDiscriminator network =
        new StyleGan2AdaDiscriminator(
            options("{'img_resolution': 32, 'channel_base': 4096, 'channel_max': 32}"));
    Array images = normal(8, 3, 32, 32);

    // When
    float[] scores =
        run(
            network.module(),
            key -> key.endsWith("filter") ? filter() : of(weights).floats(rosinality(key)),
            List.of(images));

    // Then
    float[] expected = run(other.module(), of(weights), List.of(images));
    double[] wide = new double[expected.length];
    Arrays.setAll(wide, i -> expected[i]);
    assertThat(wide).doesNotHaveDuplicates();
    assertClose(scores, wide);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stylegan2-nvidia/tiny-sg2-nv-a.pkl | {'img_resolution': 64, 'channel_base': 256,"
            + " 'channel_max': 8}",
        "stylegan3/tiny-sg3-t-a.pkl | {'img_resolution': 32, 'channel_base': 256, 'channel_max': 8}"
      })
  void takesTheDiscriminatorOfAPublishedPickle(String file, String options) throws Exception {
    // Given
    DiscriminatorOptions read = options(options);
    StyleGan2AdaDiscriminator network = new StyleGan2AdaDiscriminator(read);
    Map<String, float[]> weights = new LinkedHashMap<>();
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    Path pickle = OracleCase.folder(file.split("/", 2)[0]).resolve(file.split("/", 2)[1]);
    try (Checkpoint checkpoint = Checkpoint.open(pickle, network.rootKeys().get(0))) {
      for (Tensor tensor : checkpoint.tensors().values()) {
        shapes.put(tensor.name(), tensor.shape());
        weights.put(tensor.name(), tensor.floats());
      }
    }
    Array images = normal(4, 3, read.imgResolution(), read.imgResolution());

    // When
    float[] scores = run(network.module(), of(weights), List.of(images));

    // Then
    Map<String, List<Long>> declared = new LinkedHashMap<>();
    network.module().weights().forEach((key, weight) -> declared.put(key, weight.shape()));
    assertThat(declared).containsExactlyInAnyOrderEntriesOf(shapes);
    assertThat(weights.get("b8.conv1.resample_filter")).containsExactly(filter());
    assertClose(scores, new PlainDiscriminator(read, weights).scores(planes(images), List.of()));
  }

  @Test
  void hasAsManyNumbersAsTheOtherLayoutAtPublishedSize() throws Exception {
    // Given
    JsonNode manifest = OracleCase.json("gpen", "keys-gpen-bfr-512-d");
    long expected = 0;
    for (JsonNode key : manifest.get("keys")) {
      expected += key.get("kind").asText().equals("param") ? count(key.get("shape")) : 0;
    }

    // When
    StyleGan2AdaDiscriminator network =
        new StyleGan2AdaDiscriminator(options("{'img_resolution': 512}"));

    // Then
    long declared = 0;
    for (Weight weight : network.module().weights().values()) {
      declared += weight.trained() ? count(weight) : 0;
    }
    assertThat(declared).isEqualTo(expected).isEqualTo(28_982_849);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'img_resolution': 4}",
        "{'img_resolution': 48}",
        "{'img_resolution': 64, 'z_dim': 5}",
        "{'img_resolution': 64, 'architecture': 'dense'}",
        "{'img_resolution': 64, 'channel_base': 32}",
        "{'img_resolution': 64, 'epilogue_kwargs': {'mbstd_num_channels': 5}}",
        "{'img_resolution': 64, 'block_kwargs': {'resample_filter': [1, 2, 1]}}",
        "{'img_resolution': 64, 'block_kwargs': {'activation': 'relu'}}"
      })
  void refusesWhatDoesNotExist(String options) {
    assertThatThrownBy(() -> options(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("StyleGAN2's discriminator")
        .hasMessageNotContaining("\n");
  }

  private float[] run(ScriptModule module, Weights weights, List<Array> inputs) throws Exception {
    try (TorchRun run = new TorchRun(folder, module, weights, EXACT)) {
      Array answer = run.call("forward", inputs).get(0);
      assertThat(answer.shape()).containsExactly(inputs.get(0).shape()[0], 1);
      return answer.values();
    }
  }

  private static Weights of(Map<String, float[]> weights) {
    return key -> Objects.requireNonNull(weights.get(key), key);
  }

  private static void assertClose(float[] scores, double[] expected) {
    assertThat(scores).hasSize(expected.length);
    for (int i = 0; i < scores.length; i++) {
      double near = 2e-5 * (1 + Math.abs(expected[i]));
      assertThat((double) scores[i]).isCloseTo(expected[i], within(near));
    }
  }

  /** The key of the same numbers in the other layout. */
  private static String rosinality(String key) {
    String name = key.substring(key.indexOf('.') + 1);
    if (key.startsWith("b4.")) {
      return name.replaceFirst("^fc\\.", "final_linear.0.")
          .replaceFirst("^out\\.", "final_linear.1.")
          .replaceFirst("^conv\\.weight", "final_conv.0.weight")
          .replaceFirst("^conv\\.bias", "final_conv.1.bias");
    }
    if (name.startsWith("fromrgb")) {
      return name.endsWith("weight") ? "convs.0.0.weight" : "convs.0.1.bias";
    }
    int side = Integer.parseInt(key.substring(1, key.indexOf('.')));
    String block = "convs." + (Integer.numberOfTrailingZeros(32 / side) + 1) + ".";
    return switch (name) {
      case "conv0.weight" -> block + "conv1.0.weight";
      case "conv0.bias" -> block + "conv1.1.bias";
      case "conv1.weight" -> block + "conv2.1.weight";
      case "conv1.bias" -> block + "conv2.2.bias";
      case "skip.weight" -> block + "skip.1.weight";
      default -> throw new IllegalArgumentException(key);
    };
  }

  private static DiscriminatorOptions options(String json) throws JsonProcessingException {
    return DiscriminatorOptions.of(new JsonMapper().readTree(json.replace('\'', '"')));
  }

  private static Map<String, float[]> random(ScriptModule module) {
    Random random = new Random(3);
    Map<String, float[]> weights = new LinkedHashMap<>();
    module
        .weights()
        .forEach(
            (key, weight) -> {
              float[] numbers = new float[(int) count(weight)];
              for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) random.nextGaussian();
              }
              weights.put(key, key.endsWith("resample_filter") ? filter() : numbers);
            });
    return weights;
  }

  /** Binomial, with the sum 1. */
  private static float[] filter() {
    float[] line = {0.125f, 0.375f, 0.375f, 0.125f};
    float[] filter = new float[16];
    for (int i = 0; i < filter.length; i++) {
      filter[i] = line[i / 4] * line[i % 4];
    }
    return filter;
  }

  private static Array normal(long... shape) {
    float[] numbers = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    Random random = new Random(8);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return new Array(shape, numbers);
  }

  private static List<double[][]> planes(Array images) {
    int channels = (int) images.shape()[1];
    int pixels = (int) (images.shape()[2] * images.shape()[3]);
    List<double[]> rows = split(images.values(), pixels);
    List<double[][]> planes = new ArrayList<>();
    for (int i = 0; i < rows.size(); i += channels) {
      planes.add(rows.subList(i, i + channels).toArray(double[][]::new));
    }
    return planes;
  }

  private static List<double[]> rows(Array labels) {
    return split(labels.values(), (int) labels.shape()[1]);
  }

  private static List<double[]> split(float[] values, int length) {
    List<double[]> rows = new ArrayList<>();
    for (int from = 0; from < values.length; from += length) {
      double[] row = new double[length];
      for (int i = 0; i < length; i++) {
        row[i] = values[from + i];
      }
      rows.add(row);
    }
    return rows;
  }

  private static long count(Weight weight) {
    return weight.shape().stream().reduce(1L, (a, b) -> a * b);
  }

  private static long count(JsonNode shape) {
    long count = 1;
    for (JsonNode length : shape) {
      count *= length.asLong();
    }
    return count;
  }
}
