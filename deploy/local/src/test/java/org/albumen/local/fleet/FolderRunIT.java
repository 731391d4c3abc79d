package org.albumen.local.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.albumen.common.codec.Json;
import org.albumen.common.digest.Digest;
import org.albumen.common.event.JobFailed;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.sidecar.Sidecar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder through broker, store, dispatcher and worker. */
class FolderRunIT {
  @TempDir private Path folder;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private Path photographs;
  private Path results;

  @BeforeEach
  void folders() throws IOException {
    photographs = Files.createDirectories(folder.resolve("photographs/1927"));
    Samples.crop("solvay-1927-centre.jpg", 60, 60, 160, 120, photographs.resolve("solvay.png"));
    Samples.crop("astronaut.png", 60, 20, 150, 150, photographs.resolve("Eileen Collins.png"));
    Files.writeString(photographs.resolve("README.md"), "no photograph");
    photographs = folder.resolve("photographs");
    results = Files.createDirectories(folder.resolve("restored"));
  }

  @Test
  void restoresEveryPhotographOfAFolder() throws Exception {
    // Given two photographs and a text in a folder
    // When
    RunReport report = run(TinySettings.in(folder), TinySettings.RECIPE, results);
    // Then
    assertThat(report.failures()).isEmpty();
    assertThat(report.skipped()).isEqualTo(1);
    assertThat(report.successes())
        .extracting(success -> success.source().name())
        .containsExactly("1927/Eileen Collins.png", "1927/solvay.png");
    for (JobSucceeded success : report.successes()) {
      assertThatResultIsWhole(success);
    }
    assertThat(report.successes().get(0).faces()).hasSize(1);
    assertThat(results.resolve("index.html")).content().contains("Eileen Collins.png");
    assertThat(shown.toString(StandardCharsets.UTF_8)).contains("2 of 2 photographs");
  }

  @Test
  void findsOnASecondRunWhatTheFirstOneMade() throws Exception {
    // Given
    TinySettings settings = TinySettings.in(folder);
    RunReport first = run(settings, TinySettings.RECIPE, results);
    Map<Path, FileTime> written = images(results);
    // When
    RunReport second = run(settings, TinySettings.RECIPE, results);
    // Then
    assertThat(first.reused()).isZero();
    assertThat(second.reused()).isEqualTo(2);
    assertThat(second.faces()).isEqualTo(first.faces());
    assertThat(images(results)).isEqualTo(written);
  }

  @Test
  void givesTheSameBytesElsewhere() throws Exception {
    // Given
    TinySettings settings = TinySettings.in(folder);
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    RunReport first = run(settings, TinySettings.RECIPE, results);
    // When
    RunReport again = run(settings, TinySettings.RECIPE, elsewhere);
    // Then
    assertThat(again.reused()).isZero();
    assertThat(again.successes())
        .extracting(success -> success.result().sha256())
        .isEqualTo(first.successes().stream().map(s -> s.result().sha256()).toList());
  }

  @Test
  void scalesALongPhotographDownFirstAndSaysSo() throws Exception {
    // Given photographs of 160x120 and 150x150 and a recipe for no more than 64 pixels
    // When
    RunReport report = run(TinySettings.in(folder), TinySettings.SMALL_RECIPE, results);
    // Then
    assertThat(report.successes()).hasSize(2);
    Sidecar sidecar = sidecar(report.successes().get(1));
    assertThat(sidecar.sourceWidth()).isEqualTo(160);
    assertThat(sidecar.downscaled()).isEqualTo(new Sidecar.Downscaled(64, 48));
    assertThat(sidecar.result().width()).isEqualTo(128);
    assertThat(sidecar.result().height()).isEqualTo(96);
  }

  @Test
  void failsWhenTheNetworkAnswersNonsense() throws Exception {
    // Given a network whose weights are not finite
    // When
    RunReport report = run(TinySettings.in(folder), TinySettings.BROKEN_RECIPE, results);
    // Then
    assertThat(report.failures())
        .extracting(JobFailed::code)
        .containsExactly(FailureCode.OUTPUT_INVALID, FailureCode.OUTPUT_INVALID);
    assertThat(results.resolve("1927")).doesNotExist();
  }

  @Test
  void restoresWithTheRealWeights() throws Exception {
    // Given
    Path one = Files.createDirectories(folder.resolve("one"));
    Samples.crop("grace-hopper.jpg", 90, 80, 96, 96, one.resolve("grace-hopper.png"));
    photographs = one;
    // When
    RunReport report = run(TinySettings.in(folder), "photo@1", results);
    // Then
    assertThat(report.successes()).hasSize(1);
    assertThatResultIsWhole(report.successes().get(0));
    assertThat(report.successes().get(0).networks())
        .extracting(network -> network.name() + " " + network.licence())
        .containsExactly("realesrgan-x2plus BSD-3-Clause", "retinaface-mnet025 MIT");
  }

  private RunReport run(TinySettings settings, String recipe, Path to) throws Exception {
    PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
    return new FolderRun(settings, book -> book.findRestoring(recipe), out)
        .restore(photographs, to);
  }

  private void assertThatResultIsWhole(JobSucceeded success) throws IOException {
    Path image = results.resolve(success.result().key());
    Sidecar sidecar = sidecar(success);
    BufferedImage pixels = ImageIO.read(image.toFile());
    assertThat(Digest.ofFile(image)).isEqualTo(success.result().sha256());
    assertThat(sidecar.result()).isEqualTo(success.result());
    assertThat(sidecar.fingerprint()).isEqualTo(success.fingerprint());
    assertThat(sidecar.sourceSha256())
        .isEqualTo(Digest.ofFile(photographs.resolve(success.source().name())));
    assertThat(sidecar.sourceWidth()).isEqualTo(pixels.getWidth() / 2);
    assertThat(sidecar.sourceHeight()).isEqualTo(pixels.getHeight() / 2);
  }

  private Sidecar sidecar(JobSucceeded success) throws IOException {
    return Json.read(Files.readAllBytes(results.resolve(success.sidecar().key())), Sidecar.class);
  }

  private static Map<Path, FileTime> images(Path folder) throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder.resolve("1927"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    return times;
  }
}
