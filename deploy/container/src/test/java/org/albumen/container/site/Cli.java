package org.albumen.container.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command of this machine that has ended: its exit code and what it printed. */
public record Cli(int exit, String out) {

  /** Runs a command to its end, standard error into standard output. */
  public static Cli run(Duration limit, List<String> command) {
    try {
      Path out = Files.createTempFile("albumen-cli-", ".txt");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          process.destroy();
          throw new AssertionError("not ended after " + limit + ": " + String.join(" ", command));
        }
        return new Cli(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
      } finally {
        Files.delete(out);
      }
    } catch (IOException e) {
      return new Cli(127, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** The last line of what was printed; empty when there was nothing. */
  public String lastLine() {
    return out.lines().reduce("", (a, b) -> b);
  }
}
