package org.albumen.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.albumen.models.checkpoint.Checkpoint;
import org.albumen.models.checkpoint.SafetensorsWriter;
import org.albumen.models.checkpoint.Tensor;
import org.albumen.models.oracle.OracleCase;
import org.albumen.models.oracle.Safetensors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code generate} and {@code interpolate} as a user calls them. */
class DrawingTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "stylegan2-nvidia, tiny-sg2-nv-a",
    "stylegan2-rosinality, tiny-sg2-rosinality-a",
    "stylegan3, tiny-sg3-t-a"
  })
  void aSeedAlwaysGivesTheSameImageAndTruncationEndsAtTheMean(String network, String name)
      throws Exception {
    // Given
    importTiny(network, name, network, null);

    // When
    byte[] one = generate("--seeds", "0-5", "--trunc", "0.7", "--threads", "1");
    byte[] two = generate("--seeds", "0-5", "--trunc", "0.7", "--threads", "2");
    byte[] mean = generate("--seeds", "0-1", "--trunc", "0");

    // Then
    assertThat(one).isEqualTo(two).isNotEqualTo(generate("--seeds", "0-5"));
    assertThat(generate("--seeds", "2", "--trunc", "0"))
        .isEqualTo(generate("--seeds", "9", "--trunc", "0"));
    assertThat(mean).isNotEqualTo(generate("--seeds", "0-1"));
  }

  @Test
  void aMeanBesideTheWeightsIsUsed() throws Exception {
    // Given: the same weights with and without it.
    String network = "stylegan2-rosinality";
    String name = "tiny-sg2-rosinality-a";
    importTiny(network, name, network, null);
    byte[] beside = generate("--seeds", "1", "--trunc", "0.5");
    byte[] whole = generate("--seeds", "1");

    // When
    run("remove", "mine");
    importTiny(network, name, network, withoutMean(network, name));

    // Then
    assertThat(generate("--seeds", "1")).isEqualTo(whole);
    assertThat(generate("--seeds", "1", "--trunc", "0.5"))
        .isNotEqualTo(beside)
        .isEqualTo(generate("--seeds", "1", "--trunc", "0.5"));
  }

  @Test
  void aConditionalNetworkNeedsAClass() throws Exception {
    // Given
    importTiny("stylegan2-nvidia", "tiny-sg2-nv-cond-resnet", "stylegan2-nvidia", null);

    // When, then
    assertThat(generate("--seeds", "1", "--class", "0"))
        .isNotEqualTo(generate("--seeds", "1", "--class", "4"));
    for (List<String> wrong : List.of(List.<String>of(), List.of("--class", "5"))) {
      assertThat(draw("generate", "--grid", "grid.png", "--seeds", "1", wrong)).isEqualTo(1);
      assertThat(lastError())
          .isEqualTo("albumen: MODEL_MISMATCH: the model mine needs a class from 0 to 4");
    }
  }

  @Test
  void noiseIsChosenByItsWord() throws Exception {
    // Given
    importTiny("stylegan2-rosinality", "tiny-sg2-rosinality-a", "stylegan2-rosinality", null);

    // When, then
    byte[] constant = generate("--seeds", "1", "--noise", "const");
    byte[] random = generate("--seeds", "1", "--noise", "random");
    assertThat(constant).isEqualTo(generate("--seeds", "1"));
    assertThat(random)
        .isEqualTo(generate("--seeds", "1", "--noise", "random", "--threads", "1"))
        .isNotEqualTo(constant)
        .isNotEqualTo(generate("--seeds", "1", "--noise", "none"));
    List<String> wrong = List.of("--noise", "white");
    assertThat(draw("generate", "--grid", "grid.png", "--seeds", "1", wrong)).isEqualTo(2);
    assertThat(err.toString()).contains("noise is const, none or random, not 'white'");
  }

  @Test
  void aNetworkWithoutStylesSaysWhatItCannotDo() throws Exception {
    // Given
    importTiny("dcgan", "tiny-dcgan-g-a", "dcgan-g", null);

    // When, then
    assertThat(generate("--seeds", "1")).isNotEqualTo(generate("--seeds", "2"));
    assertThat(draw("generate", "--grid", "grid.png", "--seeds", "1", List.of("--trunc", "0.5")))
        .isEqualTo(1);
    assertThat(lastError()).endsWith("the model mine has no styles that could be truncated");
    List<String> inW = List.of("--from", "1", "--way", "w", "--frames", "2");
    assertThat(draw("interpolate", "--out", "walk.gif", "--to", "2", inW)).isEqualTo(1);
    assertThat(lastError()).endsWith("the model mine has no space w");
    assertThat(folder.toFile().list()).doesNotContain("walk.gif");
  }

  @Test
  void aWalkBackwardsShowsTheSameEnds() throws Exception {
    // Given
    importTiny("stylegan2-rosinality", "tiny-sg2-rosinality-a", "stylegan2-rosinality", null);

    // When
    for (String way : List.of("slerp", "z", "w")) {
      List<BufferedImage> there = walk("3", "9", way);
      List<BufferedImage> back = walk("9", "3", way);

      // Then
      assertThat(there).hasSize(4);
      assertThat(pixels(there.get(0))).as(way).isEqualTo(pixels(back.get(3)));
      assertThat(pixels(there.get(3))).as(way).isEqualTo(pixels(back.get(0)));
      assertThat(pixels(there.get(1))).as(way).isNotEqualTo(pixels(there.get(0)));
    }
  }

  @Test
  void theDiscriminatorOfAPickleIsTakenForItsNetwork() throws Exception {
    // Given
    OracleCase oracle = OracleCase.of("stylegan2-nvidia", "tiny-sg2-nv-a");
    Path pickle = OracleCase.folder("stylegan2-nvidia").resolve("tiny-sg2-nv-a.pkl");
    Path images = folder.resolve("images.safetensors");
    float[] image = Arrays.copyOf(oracle.array("out.output").values(), 3 * 64 * 64);
    SafetensorsWriter.write(images, Map.of("x", List.of(1L, 3L, 64L, 64L)), key -> image);
    String config = "{\"img_resolution\":64,\"channel_base\":256,\"channel_max\":8}";

    // When
    run(
        "import",
        pickle.toString(),
        "--network",
        "stylegan2-nvidia-d",
        "--config",
        config,
        "--name",
        "mine");
    Path scores = folder.resolve("scores.safetensors");
    run("run", "mine", "--input", images.toString(), "--output", scores.toString());

    // Then
    assertThat(err.toString()).isEmpty();
    assertThat(run("verify", "mine")).isZero();
    assertThat(Objects.requireNonNull(Safetensors.read(scores).get("score")).values()).hasSize(1);
  }

  private List<BufferedImage> walk(String from, String to, String way) throws Exception {
    List<String> options = List.of("--from", from, "--frames", "4", "--way", way);
    assertThat(draw("interpolate", "--out", "walk.gif", "--to", to, options)).isZero();
    ImageReader gif = ImageIO.getImageReadersByFormatName("gif").next();
    gif.setInput(ImageIO.createImageInputStream(folder.resolve("walk.gif").toFile()));
    List<BufferedImage> frames = new ArrayList<>();
    for (int i = 0; i < gif.getNumImages(true); i++) {
      frames.add(gif.read(i));
    }
    return frames;
  }

  private static int[] pixels(BufferedImage image) {
    int width = image.getWidth();
    return image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
  }

  private byte[] generate(String... options) throws Exception {
    int code = draw("generate", "--grid", "grid.png", options[0], options[1], rest(options));
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    return Files.readAllBytes(folder.resolve("grid.png"));
  }

  private static List<String> rest(String... options) {
    return Arrays.asList(options).subList(2, options.length);
  }

  private int draw(
      String command, String target, String file, String option, String value, List<String> more) {
    List<String> all = new ArrayList<>(List.of(command, "mine", option, value));
    all.addAll(List.of(target, folder.resolve(file).toString()));
    all.addAll(more);
    return run(all.toArray(String[]::new));
  }

  private void importTiny(String topic, String name, String network, @Nullable Path file)
      throws Exception {
    OracleCase oracle = OracleCase.of(topic, name);
    Path published =
        OracleCase.folder(topic).resolve(oracle.description().at("/checkpoint/file").asText());
    run(
        "import",
        (file == null ? published : file).toString(),
        "--network",
        network,
        "--config",
        oracle.config().toString(),
        "--name",
        "mine");
    assertThat(err.toString()).isEmpty();
  }

  private Path withoutMean(String topic, String name) throws Exception {
    OracleCase oracle = OracleCase.of(topic, name);
    Path published =
        OracleCase.folder(topic).resolve(oracle.description().at("/checkpoint/file").asText());
    Path file = folder.resolve("weights.safetensors");
    try (Checkpoint checkpoint = Checkpoint.open(published, "g_ema")) {
      assertThat(checkpoint.beside()).containsKey("latent_avg");
      Map<String, List<Long>> shapes = new LinkedHashMap<>();
      for (Tensor tensor : checkpoint.tensors().values()) {
        shapes.put(tensor.name(), tensor.shape());
      }
      SafetensorsWriter.write(
          file, shapes, key -> Objects.requireNonNull(checkpoint.tensors().get(key)).floats());
    }
    return file;
  }

  private String lastError() {
    List<String> lines = err.toString().lines().toList();
    return lines.get(lines.size() - 1);
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--cache", folder.resolve("cache").toString()));
    return new CommandLine(new ModelsCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }
}
