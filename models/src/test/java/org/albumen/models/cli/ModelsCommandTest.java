package org.albumen.models.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.albumen.models.fixture.TinyModels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelsCommandTest {
  @TempDir private Path folder;
  private Path cards;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() {
    cards = TinyModels.in(folder).cards();
  }

  @Test
  void listsWhatThereIsAndWhatWasPulled() {
    // Given
    assertThat(run("pull", TinyModels.UPSCALER)).isZero();

    // When
    int code = run("list");

    // Then
    assertThat(code).isZero();
    assertThat(out.toString())
        .containsPattern("tiny-x2 +yes +Apache-2.0")
        .containsPattern("realesrgan-x2plus +no +BSD-3-Clause")
        .containsPattern("gpen-bfr-512 +no +non-commercial")
        .containsPattern("rosinality-ffhq-256 +no +unknown");
  }

  @Test
  void aRowKeepsToTheTerminalsWidth() {
    // When
    String row = ListCommand.row(50, 8, "tiny-x2", "no", "Apache-2.0", "doubles a small image");

    // Then
    assertThat(row)
        .isEqualTo(
            """
            tiny-x2   no    Apache-2.0      doubles a small
                                            image""");
  }

  @Test
  void listsAsJson() throws Exception {
    // Given
    assertThat(run("pull", TinyModels.UPSCALER)).isZero();
    out.getBuffer().setLength(0);

    // When
    int code = run("list", "--json");

    // Then
    assertThat(code).isZero();
    JsonNode models = new JsonMapper().readTree(out.toString());
    JsonNode tiny =
        StreamSupport.stream(models.spliterator(), false)
            .filter(model -> model.get("name").asText().equals(TinyModels.UPSCALER))
            .findAny()
            .orElseThrow();
    assertThat(tiny.get("pulled").asBoolean()).isTrue();
    assertThat(tiny.get("sha256").asText()).matches("[0-9a-f]{64}");
    assertThat(models.get(0).get("sha256").isNull()).isTrue();
  }

  @Test
  void verifiesEverythingPulledUnlessTold() {
    // Given
    assertThat(run("pull", TinyModels.UPSCALER, TinyModels.BROKEN_UPSCALER)).isZero();
    out.getBuffer().setLength(0);

    // When
    int code = run("verify");

    // Then
    assertThat(code).isZero();
    assertThat(out.toString().lines())
        .containsExactly("tiny-x2: as recorded", "tiny-broken-x2: as recorded");
  }

  @Test
  void aFailureIsOneLineWithItsCode() throws Exception {
    // Given
    Files.delete(folder.resolve(TinyModels.UPSCALER + ".pth"));

    // When
    int code = run("pull", TinyModels.UPSCALER);

    // Then
    assertThat(code).isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("albumen: MODEL_UNAVAILABLE: ");
  }

  @Test
  void aFileWithoutStatedDigestIsTakenWhenItIsTrustedAndComparedFromThenOn() throws Exception {
    // Given
    String stated = Files.readString(cards);
    Files.writeString(cards, stated.replaceAll("\"sha256\": \"\\w+\", \"size\": \\d+, ", ""));
    assertThat(Files.readString(cards)).isNotEqualTo(stated);
    Path weights = folder.resolve("cache/models/tiny-x2/tiny-x2.pth");

    // When, then: refused without the word
    assertThat(run("pull", TinyModels.UPSCALER)).isEqualTo(1);
    assertThat(err.toString()).startsWith("albumen: MODEL_UNAVAILABLE: ").contains("--trust-unver");
    assertThat(weights).doesNotExist();

    // When, then: trusted with it, and recorded
    assertThat(run("pull", TinyModels.UPSCALER, "--trust-unverified")).isZero();
    assertThat(out.toString()).containsPattern("tiny-x2: trusted unverified, SHA-256 [0-9a-f]{64}");
    String recorded = Files.readString(weights.resolveSibling("manifest.json"));
    String digest = out.toString().replaceAll("(?s).*SHA-256 ([0-9a-f]{64}).*", "$1");
    assertThat(recorded).contains(digest);
    assertThat(run("verify", TinyModels.UPSCALER)).isZero();

    // When, then: another file is not what was trusted
    byte[] changed = Files.readAllBytes(weights);
    changed[changed.length / 2] ^= 1;
    Files.write(weights, changed);
    assertThat(run("verify", TinyModels.UPSCALER)).isEqualTo(1);
    assertThat(err.toString()).contains("MODEL_CORRUPT");
  }

  @Test
  void whatIsGivenByHandOnlyIsSaidWithTheNextCommand() {
    assertThat(run("pull", "gpen-bfr-1024", "--allow-license", "nc", "--trust-unverified"))
        .isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString())
        .contains("by hand only")
        .contains("albumen models import pytorch_model.pt --as gpen-bfr-1024");
  }

  @Test
  void anUnknownNameIsAFailure() {
    assertThat(run("verify", "nothing")).isEqualTo(1);
    assertThat(err.toString()).startsWith("albumen: UNKNOWN_MODEL: ");
  }

  @Test
  void pullWantsNamesOrTheDefaultsAndNotBoth() {
    assertThat(run("pull")).isEqualTo(2);
    assertThat(run("pull", "--all-default", "tiny-x2")).isEqualTo(2);
  }

  private int run(String subcommand, String... arguments) {
    List<String> all = new ArrayList<>(List.of(subcommand));
    all.addAll(List.of("--cache", folder.resolve("cache").toString(), "--cards", cards.toString()));
    all.addAll(List.of(arguments));
    return new CommandLine(new ModelsCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }
}
