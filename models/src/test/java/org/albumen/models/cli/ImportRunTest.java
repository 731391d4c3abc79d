package org.albumen.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.albumen.models.oracle.OracleCase;
import org.albumen.models.oracle.Safetensors;
import org.albumen.models.oracle.Safetensors.Array;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Networks as a user checks them: import a file, run it on tensors, compare. */
class ImportRunTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "gfpgan-clean, gfpgan-clean, tiny-gfpgan-clean-a, tiny-gfpgan-clean-a.pth, output",
    "gfpgan-clean, gfpgan-clean, tiny-gfpgan-clean-b, tiny-gfpgan-clean-b-legacy.pth, output",
    "gfpgan-v1, gfpgan-v1, tiny-gfpgan-v1-a, tiny-gfpgan-v1-a.pth, output",
    "gpen, gpen, tiny-gpen-a, tiny-gpen-a.pth, output",
    "gpen, gpen, tiny-gpen-b, tiny-gpen-b.pth, output",
    "stylegan2-rosinality, stylegan2-rosinality, tiny-sg2-rosinality-a,"
        + " tiny-sg2-rosinality-a.pt, output",
    "stylegan2-nvidia, stylegan2-nvidia, tiny-sg2-nv-a, tiny-sg2-nv-a.pkl, output",
    "stylegan2-nvidia, stylegan2-nvidia, tiny-sg2-nv-cond-resnet,"
        + " tiny-sg2-nv-cond-resnet.pth, output",
    "stylegan3, stylegan3, tiny-sg3-r-a, tiny-sg3-r-a.pkl, output",
    "stylegan3, stylegan3, tiny-sg3-t-a, tiny-sg3-t-a.pth, output",
    "dcgan-g, dcgan, tiny-dcgan-g-a, tiny-dcgan-g-a.pth, output",
    "dcgan-d, dcgan, tiny-dcgan-d-a, tiny-dcgan-d-a.pth, output",
    "dcgan-d2l-g, dcgan, tiny-dcgan-d2l-g-a, tiny-dcgan-d2l-g-a.pth, output",
    "dcgan-d2l-d, dcgan, tiny-dcgan-d2l-d-a, tiny-dcgan-d2l-d-a.pth, output",
    "hifacegan, hifacegan, tiny-hifacegan-a, tiny-hifacegan-a.pth, output_train_1st",
    "lip-spade, hifacegan, tiny-lipspade-a, tiny-lipspade-a.pth, output_train_1st",
    "lip-spade, hifacegan, tiny-hifacegan-basicsr-a, tiny-hifacegan-basicsr-a.pth,"
        + " output_train_1st",
    "parsenet, facexlib-parsing, tiny-parsenet-a, tiny-parsenet-a.pth, output",
    "retinaface, facexlib-retinaface, tiny-retinaface-resnet50-a,"
        + " tiny-retinaface-resnet50-a.pth, boxes",
    "retinaface, facexlib-retinaface, retinaface-mobile0.25-a, retinaface-mobile0.25-a.pth, boxes",
  })
  void agreesWithThePublishedImplementation(
      String network, String where, String name, String file, String output) throws Exception {
    // Given
    OracleCase oracle = OracleCase.of(where, name);
    Path files = OracleCase.folder(where);
    String config = oracle.config().toString();
    run(
        "import",
        files.resolve(file).toString(),
        "--network",
        network,
        "--config",
        config,
        "--name",
        "mine");
    assertThat(err.toString()).isEmpty();
    Path answer = folder.resolve("out.safetensors");

    // When
    int code =
        run(
            "run",
            "mine",
            "--input",
            files.resolve(name + "-io.safetensors").toString(),
            "--output",
            answer.toString());

    // Then
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    Map<String, Array> answers = Safetensors.read(answer);
    JsonNode tolerances = oracle.description().get("tolerance_max_abs");
    answers.forEach(
        (tensor, values) -> {
          String expected = tensor.equals("output") ? output : tensor;
          if (tolerances.has(expected)) {
            oracle.compare(expected, values);
          }
        });
    assertThat(answers.keySet()).contains(output.startsWith("output") ? "output" : output);
  }

  @Test
  void runsAnotherMethodOfTheNetwork() throws Exception {
    // Given
    OracleCase oracle = hiFaceGan();
    Path answer = folder.resolve("out.safetensors");
    String io =
        OracleCase.folder("hifacegan").resolve("tiny-hifacegan-a-io.safetensors").toString();

    // When
    run("run", "mine", "--method", "evaluate", "--input", io, "--output", answer.toString());

    // Then
    assertThat(err.toString()).isEmpty();
    Array evaluated = Safetensors.read(answer).get("output_eval");
    oracle.compare("output_eval", Objects.requireNonNull(evaluated));
  }

  @Test
  void whatIsImportedIsListedShownVerifiedAndRemoved() throws Exception {
    // Given
    hiFaceGan();

    // When, then
    assertThat(run("list")).isZero();
    assertThat(out.toString())
        .containsPattern("mine +yes +unknown +hifacegan, imported from tiny-hifacegan");
    assertThat(run("show", "mine")).isZero();
    assertThat(out.toString())
        .contains("method       evaluate: x to output_eval")
        .containsPattern("batch +forbidden");
    assertThat(run("verify", "mine")).isZero();
    assertThat(run("remove", "mine")).isZero();
    assertThat(run("show", "mine")).isEqualTo(1);
    assertThat(err.toString()).contains("UNKNOWN_MODEL");
    try (Stream<Path> left = Files.walk(folder.resolve("cache"))) {
      assertThat(left.filter(Files::isRegularFile))
          .extracting(path -> path.getFileName().toString())
          .containsExactly("models.lock");
    }
  }

  @Test
  void aWrongFileSaysWhichKeysDoNotFitAndLeavesNothing() throws Exception {
    // Given
    OracleCase oracle = OracleCase.of("gfpgan-clean", "tiny-gfpgan-clean-a");
    String config = oracle.config().toString().replace("\"out_size\":64", "\"out_size\":32");
    Path files = OracleCase.folder("gfpgan-clean");

    // When
    int code =
        run(
            "import",
            files.resolve("tiny-gfpgan-clean-a.pth").toString(),
            "--network",
            "gfpgan-clean",
            "--config",
            config,
            "--name",
            "mine");

    // Then
    assertThat(code).isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("albumen: MODEL_MISMATCH: ").contains("left over");
    try (Stream<Path> left = Files.walk(folder.resolve("cache"))) {
      assertThat(left.filter(Files::isRegularFile))
          .extracting(path -> path.getFileName().toString())
          .containsExactly("models.lock");
    }
  }

  @Test
  void misuseIsOneLine() throws Exception {
    // Given
    Path file = Files.write(folder.resolve("no.pth"), new byte[] {1, 2, 3});
    List<List<String>> bad =
        List.of(
            List.of("--network", "gpen"),
            List.of("--as", "gfpgan-1.4", "--network", "gpen", "--name", "x"),
            List.of("--network", "unet", "--name", "x"),
            List.of("--network", "gpen", "--name", "x", "--config", "{\"sizes\": 4}"),
            List.of("--network", "gpen", "--name", "x", "--config", "{"),
            List.of("--network", "dcgan-g", "--name", "../x"));

    // When, then
    for (List<String> arguments : bad) {
      List<String> all = new ArrayList<>(List.of("import", file.toString()));
      all.addAll(arguments);
      err.getBuffer().setLength(0);
      assertThat(run(all.toArray(String[]::new))).as("%s", arguments).isEqualTo(2);
      assertThat(err.toString().lines().findFirst().orElse("")).as("%s", arguments).isNotBlank();
    }
    err.getBuffer().setLength(0);
    assertThat(run("import", file.toString(), "--network", "dcgan-g", "--name", "x")).isEqualTo(1);
    assertThat(err.toString()).startsWith("albumen: MODEL_CORRUPT: ").contains("no.pth");
  }

  @Test
  void nonCommercialWeightsNeedAWord() throws Exception {
    // Given
    Path file = Files.write(folder.resolve("no.pth"), new byte[] {1, 2, 3});

    // When, then
    assertThat(run("import", file.toString(), "--as", "gpen-bfr-512")).isEqualTo(1);
    assertThat(err.toString()).contains("non-commercial").contains("--allow-license nc");
    err.getBuffer().setLength(0);
    assertThat(run("import", file.toString(), "--as", "gpen-bfr-512", "--allow-license", "nc"))
        .isEqualTo(1);
    assertThat(err.toString()).startsWith("albumen: MODEL_CORRUPT: ");
    err.getBuffer().setLength(0);
    assertThat(run("pull", "gpen-bfr-512", "--allow-license", "nc")).isEqualTo(1);
    assertThat(err.toString()).contains("--trust-unverified");
  }

  @Test
  void generatesASheetAndAWay() throws Exception {
    // Given
    OracleCase oracle = OracleCase.of("stylegan2-nvidia", "tiny-sg2-nv-a");
    Path file = OracleCase.folder("stylegan2-nvidia").resolve("tiny-sg2-nv-a.pkl");
    String config = oracle.config().toString();
    run(
        "import",
        file.toString(),
        "--network",
        "stylegan2-nvidia",
        "--config",
        config,
        "--name",
        "faces");
    Path grid = folder.resolve("grid.png");
    Path walk = folder.resolve("walk.gif");

    // When
    run(
        "generate",
        "faces",
        "--seeds",
        "0-4",
        "--trunc",
        "0.7",
        "--columns",
        "3",
        "--grid",
        grid.toString());
    run(
        "interpolate",
        "faces",
        "--from",
        "3",
        "--to",
        "9",
        "--frames",
        "5",
        "--way",
        "w",
        "--trunc",
        "0",
        "--out",
        walk.toString());

    // Then
    assertThat(err.toString()).isEmpty();
    BufferedImage sheet = ImageIO.read(grid.toFile());
    assertThat(List.of(sheet.getWidth(), sheet.getHeight())).containsExactly(192, 128);
    assertThat(sheet.getRGB(191, 127) & 0xffffff).as("beyond the last seed").isZero();
    assertThat(same(sheet, 0, 64)).as("two seeds").isFalse();
    ImageReader gif = ImageIO.getImageReadersByFormatName("gif").next();
    gif.setInput(ImageIO.createImageInputStream(walk.toFile()));
    assertThat(gif.getNumImages(true)).isEqualTo(5);
    assertThat(gif.read(0).getRGB(9, 9)).as("the mean image").isEqualTo(gif.read(4).getRGB(9, 9));
  }

  private static boolean same(BufferedImage sheet, int left, int right) {
    return Arrays.equals(
        sheet.getRGB(left, 0, 64, 64, null, 0, 64), sheet.getRGB(right, 0, 64, 64, null, 0, 64));
  }

  private OracleCase hiFaceGan() throws Exception {
    OracleCase oracle = OracleCase.of("hifacegan", "tiny-hifacegan-a");
    Path file = OracleCase.folder("hifacegan").resolve("tiny-hifacegan-a.pth");
    assertThat(
            run(
                "import",
                file.toString(),
                "--network",
                "hifacegan",
                "--config",
                oracle.config().toString(),
                "--name",
                "mine"))
        .isZero();
    return oracle;
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
