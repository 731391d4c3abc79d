package org.albumen.models.imaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Programs that others wrote and that read the same files. */
final class Witnesses {
  private Witnesses() {}

  /** What a program prints; where it is not installed the test is skipped, but not in CI. */
  static String say(String program, Path file, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    command.add(file.toString());
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      assertThat(System.getenv("CI")).as("%s is not installed", program).isNotEqualTo("true");
      Assumptions.abort("NOT TESTED: " + program + " is not installed");
      throw e;
    }
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
