package org.albumen.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.albumen.models.network.TinyProGan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Images of a ProGAN: of a user's file, and of the one that draws when none is named. */
class PriorTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void drawsWithATensorFlowModelOfTheUser() throws Exception {
    // Given
    importTiny();

    // When
    int sheet =
        run("generate", "mine", "--seeds", "0-4", "--columns", "3", "--grid", path("a.png"));
    int way =
        run(
            "interpolate",
            "mine",
            "--from",
            "3",
            "--to",
            "9",
            "--frames",
            "4",
            "--way",
            "z",
            "--out",
            path("z.gif"));
    int arc =
        run(
            "interpolate",
            "mine",
            "--from",
            "3",
            "--to",
            "9",
            "--frames",
            "4",
            "--out",
            path("slerp.gif"));

    // Then
    assertThat(err.toString()).isEmpty();
    assertThat(List.of(sheet, way, arc)).containsOnly(0);
    BufferedImage image = ImageIO.read(folder.resolve("a.png").toFile());
    assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(48, 32);
    assertThat(pixels(image, 0)).isNotEqualTo(pixels(image, 16));
    assertThat(frames("z.gif")).isEqualTo(4);
    assertThat(frames("slerp.gif")).isEqualTo(4);
  }

  @Test
  void hasNoStyles() throws Exception {
    // Given
    importTiny();

    // When, then
    assertThat(run("generate", "mine", "--seeds", "1", "--trunc", "0.5", "--grid", path("a.png")))
        .isEqualTo(1);
    assertThat(err.toString()).contains("mine has no styles that could be truncated");
    err.getBuffer().setLength(0);
    assertThat(
            run(
                "interpolate",
                "mine",
                "--from",
                "1",
                "--to",
                "2",
                "--way",
                "w",
                "--out",
                path("a.gif")))
        .isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("mine has no space w");
    assertThat(folder.resolve("a.gif")).doesNotExist();
  }

  @Test
  void whoeverNamesNoneGetsThePriorWhichIsFetchedOnce() throws Exception {
    // Given: a card of the prior's name whose weights are small and beside the test.
    importTiny();
    Path weights = folder.resolve("cache/models/mine/weights");
    String cards =
        Files.readString(folder.resolve("cache/models/mine/card.json"))
            .replace("\"mine\"", "\"progan-128\"")
            .replaceFirst("\"from\" *: *\"import\"[^}]*", source(weights))
            .replace("\"UNKNOWN\"", "\"permissive\"");
    Files.writeString(folder.resolve("cards.json"), cards);

    // When
    int first =
        run("generate", "--cards", path("cards.json"), "--seeds", "7", "--grid", path("a.png"));
    int second =
        run(
            "interpolate",
            "--cards",
            path("cards.json"),
            "--from",
            "7",
            "--to",
            "8",
            "--frames",
            "2",
            "--out",
            path("b.gif"));

    // Then
    assertThat(err.toString()).isEmpty();
    assertThat(List.of(first, second)).containsOnly(0);
    assertThat(out.toString().lines().filter(line -> line.contains("progan-128: trying")))
        .hasSize(1);
    assertThat(ImageIO.read(folder.resolve("a.png").toFile()).getWidth()).isEqualTo(16);
  }

  @Test
  void anotherGeneratorThatWasNotPulledSaysHowTo() {
    assertThat(run("generate", "stylegan3-t-ffhqu-256", "--seeds", "7", "--grid", path("a.png")))
        .isEqualTo(1);
    assertThat(err.toString().lines())
        .containsExactly(
            "albumen: MODEL_UNAVAILABLE: the weights of stylegan3-t-ffhqu-256 are not here;"
                + " run: albumen models pull stylegan3-t-ffhqu-256");
  }

  private void importTiny() throws Exception {
    Path model = new TinyProGan().write(folder);
    assertThat(
            run(
                "import",
                model.toString(),
                "--network",
                "progan",
                "--config",
                TinyProGan.OPTIONS,
                "--name",
                "mine"))
        .as(err.toString())
        .isZero();
  }

  private static String source(Path file) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    return "\"from\": \"address\", \"address\": \"%s\", \"sha256\": \"%s\", \"size\": %d"
        .formatted(file.toUri(), sha256, bytes.length);
  }

  private int frames(String file) throws Exception {
    ImageReader gif = ImageIO.getImageReadersByFormatName("gif").next();
    gif.setInput(ImageIO.createImageInputStream(folder.resolve(file).toFile()));
    return gif.getNumImages(true);
  }

  private static int[] pixels(BufferedImage sheet, int left) {
    return sheet.getRGB(left, 0, 16, 16, null, 0, 16);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--cache", path("cache")));
    return new CommandLine(new ModelsCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }
}
