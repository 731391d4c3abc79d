package org.albumen.models.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Installs the packages that {@code package-lock.json} pins by integrity, in a folder of its own.
 * Nothing of them is run ({@code ignore-scripts}).
 */
final class NpmPackages {
  private static final List<String> FILES = List.of("package.json", "package-lock.json", ".npmrc");
  private static final long TIMEOUT_MINUTES = 20;

  private NpmPackages() {}

  /**
   * Runs {@code npm ci}.
   *
   * @param folder empty; afterwards holds {@code node_modules}
   * @throws IOException when npm is not there or fails; the message is one line
   */
  static void install(Path folder) throws IOException, InterruptedException {
    for (String file : FILES) {
      try (InputStream in =
          Objects.requireNonNull(NpmPackages.class.getResourceAsStream("npm/" + file))) {
        Files.copy(in, folder.resolve(file));
      }
    }
    Path log = folder.resolve("npm.log");
    ProcessBuilder npm =
        new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    // The packages are 160 MB of which a file or two are kept: leave none in the user's npm cache.
    npm.environment().put("npm_config_cache", folder.resolve("npm-cache").toString());
    run(start(npm), log);
  }

  private static Process start(ProcessBuilder npm) throws IOException {
    try {
      return npm.start();
    } catch (IOException e) {
      throw new IOException("npm cannot be started; install Node.js with npm", e);
    }
  }

  private static void run(Process npm, Path log) throws IOException, InterruptedException {
    try {
      if (!npm.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
        throw new IOException("npm ci did not end within " + TIMEOUT_MINUTES + " minutes");
      }
      if (npm.exitValue() != 0) {
        throw new IOException("npm ci failed: " + firstError(log));
      }
    } finally {
      npm.destroyForcibly();
    }
  }

  private static String firstError(Path log) throws IOException {
    return Files.readString(log, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("npm error"))
        .limit(2)
        .reduce((first, second) -> first + "; " + second)
        .orElse("no reason given");
  }
}
