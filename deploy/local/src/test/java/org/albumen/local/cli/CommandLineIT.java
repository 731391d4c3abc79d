package org.albumen.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.albumen.local.fleet.Samples;
import org.albumen.local.fleet.TinySettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands as users meet them: what they print and how they exit. */
class CommandLineIT {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void namesEveryPhotographThatCannotBeRestoredAndRestoresTheOthers() throws Exception {
    // Given
    Path photographs = Files.createDirectories(folder.resolve("photographs"));
    Samples.text(photographs.resolve("text.jpg"));
    Samples.empty(photographs.resolve("empty.jpg"));
    Samples.truncated(photographs.resolve("truncated.jpg"));
    Samples.bomb(photographs.resolve("bomb.png"));
    Samples.photoshop(photographs.resolve("layers.psd"));
    Samples.crop("astronaut.png", 0, 0, 80, 60, photographs.resolve("good-1.png"));
    Samples.crop("astronaut.png", 80, 0, 80, 60, photographs.resolve("good-2.png"));
    Path results = folder.resolve("restored");
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("restore", photographs.toString(), results.toString()));
    arguments.addAll(List.of("--recipe", TinySettings.RECIPE));
    arguments.addAll(TinySettings.in(folder).options(Map.of()));
    // When
    int exit = run(arguments.toArray(String[]::new));
    // Then
    assertThat(exit).isEqualTo(3);
    assertThat(out.toString().lines().map(String::strip))
        .contains("restored  2 of 7 photographs", "failed    5")
        .anyMatch(line -> line.startsWith("text.jpg  NOT_AN_IMAGE: "))
        .anyMatch(line -> line.startsWith("empty.jpg  SOURCE_EMPTY: "))
        .anyMatch(line -> line.startsWith("truncated.jpg  IMAGE_DAMAGED: "))
        .anyMatch(line -> line.startsWith("bomb.png  IMAGE_TOO_LARGE: "))
        .anyMatch(line -> line.startsWith("layers.psd  UNSUPPORTED_FORMAT: "));
    assertThat(out.toString() + err).doesNotContain("Exception", "\tat ");
    assertThat(results.resolve("index.html")).content().contains("IMAGE_TOO_LARGE", "good-1.png");
  }

  @Test
  void saysInOneLineThatKafkaDoesNotAnswer() throws IOException {
    // Given
    String address = "127.0.0.1:" + closedPort();
    // When
    int exit =
        run(
            "events",
            "--batch",
            "any",
            "-D",
            "kafka.bootstrap-servers=" + address,
            "-D",
            "kafka.connect-timeout=PT1S");
    // Then
    assertThat(exit).isEqualTo(69);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("albumen: KAFKA_UNAVAILABLE: ")
        .contains(address);
  }

  @Test
  void saysInOneLineThatTheStoreDoesNotAnswerAWorker() throws IOException {
    // Given
    String endpoint = "http://127.0.0.1:" + closedPort();
    System.setProperty("aws.accessKeyId", "any");
    System.setProperty("aws.secretAccessKey", "any");
    // When
    int exit =
        run(
            "worker",
            "-D",
            "s3.endpoint=" + endpoint,
            "-D",
            "s3.path-style=true",
            "-D",
            "s3.max-attempts=1");
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    // Then
    assertThat(exit).isEqualTo(69);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("albumen: STORE_UNAVAILABLE: ");
  }

  @Test
  void refusesAnUnknownRecipeBeforeAnythingIsDone() throws IOException {
    // Given
    Path photographs = Files.createDirectories(folder.resolve("photographs"));
    // When
    int exit = run("restore", photographs.toString(), folder + "/r", "--recipe", "paint@1");
    // Then
    assertThat(exit).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("albumen: UNKNOWN_RECIPE: recipe 'paint@1' is not one of faces")
        .hasLineCount(1);
  }

  @Test
  void refusesOptionsThatContradictTheRecipe() throws IOException {
    // Given
    Path photographs = Files.createDirectories(folder.resolve("photographs"));
    // When
    int exit =
        run(
            "restore",
            photographs.toString(),
            folder + "/r",
            "--recipe",
            "faces@1",
            "--faces=none");
    // Then
    assertThat(exit).isEqualTo(64);
    assertThat(err.toString())
        .startsWith("albumen: BAD_ARGUMENT: these options and recipe faces@1 contradict: ")
        .hasLineCount(1);
  }

  @Test
  void showsRecipesAndWhatOptionsMakeOfThem() throws IOException {
    // When
    int listed = run("recipes", "list");
    int shown = run("recipes", "show", "scan@1", "--fidelity", "0.5", "--format", "same");
    // Then
    assertThat(listed).isZero();
    assertThat(shown).isZero();
    assertThat(out.toString())
        .contains("photo@1           restores, scale 2, upscaler realesrgan-x2plus, faces found")
        .contains("faces-progan@1    draws by progan-128, png")
        .containsPattern("\"name\" : \"scan-1-changed-[0-9a-f]{8}\"")
        .contains("\"fidelity\" : 0.5", "\"output\" : \"same\"");
    assertThat(run("recipes", "show", "faces-progan@1", "--scale", "2")).isEqualTo(64);
  }

  @Test
  void refusesResultsAmongThePhotographs() throws IOException {
    // Given
    Path photographs = Files.createDirectories(folder.resolve("photographs"));
    // When
    int exit = run("restore", photographs.toString(), photographs.resolve("restored").toString());
    // Then
    assertThat(exit).isEqualTo(1);
    assertThat(err.toString()).startsWith("albumen: TARGET_INSIDE_SOURCE: ").hasLineCount(1);
  }

  @Test
  void refusesAFolderThatIsNone() {
    // Given nothing
    // When
    int exit = run("restore", folder.resolve("nowhere").toString(), folder.toString());
    // Then
    assertThat(exit).isEqualTo(64);
    assertThat(err.toString()).startsWith("albumen: BAD_ARGUMENT: ").hasLineCount(1);
  }

  @Test
  void leavesAFileOfOptionsToTheOptionThatTakesIt() throws IOException {
    // Given
    Path config = Files.writeString(folder.resolve("options.json"), "{\"narrow\": 1}");
    Path weights = Files.writeString(folder.resolve("weights.pth"), "none");
    // When
    int exit =
        run(
            "models",
            "import",
            weights.toString(),
            "--network",
            "gfpgan-clean",
            "--name",
            "mine",
            "--cache",
            folder.resolve("cache").toString(),
            "--config",
            "@" + config);
    // Then
    assertThat(exit).isEqualTo(64);
    assertThat(out.toString() + err).contains("needs the option out_size");
  }

  @Test
  void restoresAnEmptyFolder() throws IOException {
    // Given
    Path photographs = Files.createDirectories(folder.resolve("photographs"));
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("restore", photographs.toString(), folder.resolve("r").toString()));
    arguments.addAll(List.of("--recipe", TinySettings.RECIPE));
    arguments.addAll(TinySettings.in(folder).options(Map.of()));
    // When
    int exit = run(arguments.toArray(String[]::new));
    // Then
    assertThat(exit).isZero();
    assertThat(out.toString()).contains("restored  0 of 0 photographs");
  }

  private int run(String... arguments) {
    PrintStream terminal = System.out;
    ByteArrayOutputStream progress = new ByteArrayOutputStream();
    try (PrintStream captured = new PrintStream(progress, true, StandardCharsets.UTF_8)) {
      System.setOut(captured);
      CommandLine commands = Albumen.commandLine();
      commands.setOut(new PrintWriter(out, true));
      commands.setErr(new PrintWriter(err, true));
      return commands.execute(arguments);
    } finally {
      System.setOut(terminal);
      out.append(progress.toString(StandardCharsets.UTF_8));
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
