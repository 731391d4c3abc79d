package org.albumen.common.config;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings: defaults, then a properties file, then the environment, then overrides from
 * the command line; the later wins. A name that begins with {@code albumen.} and is no setting is
 * an error.
 */
public final class ConfigLoader {
  /** Names the properties file where no option does. */
  public static final String FILE_VARIABLE = "ALBUMEN_CONFIG";

  private static final int FILE_ORDINAL = 200;
  private static final int ENVIRONMENT_ORDINAL = 300;
  private static final int OVERRIDE_ORDINAL = 400;

  private ConfigLoader() {}

  /**
   * Reads the settings of this process.
   *
   * @param file the properties file; null: that of {@code ALBUMEN_CONFIG}, if any
   * @param overrides properties by their full names
   * @throws AlbumenException {@code BAD_CONFIGURATION}, naming the setting
   */
  public static AlbumenConfig load(@Nullable Path file, Map<String, String> overrides)
      throws AlbumenException {
    return load(file, System.getenv(), overrides);
  }

  static AlbumenConfig load(
      @Nullable Path file, Map<String, String> environment, Map<String, String> overrides)
      throws AlbumenException {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withMapping(AlbumenConfig.class)
            .withSources(new EnvConfigSource(ours(environment), ENVIRONMENT_ORDINAL))
            .withSources(new PropertiesConfigSource(overrides, "options", OVERRIDE_ORDINAL));
    Optional<Path> chosen =
        Optional.ofNullable(file)
            .or(() -> Optional.ofNullable(environment.get(FILE_VARIABLE)).map(Path::of));
    if (chosen.isPresent()) {
      builder.withSources(properties(chosen.get()));
    }
    try {
      SmallRyeConfig config = builder.build();
      return config.getConfigMapping(AlbumenConfig.class);
    } catch (ConfigValidationException e) {
      throw new AlbumenException(FailureCode.BAD_CONFIGURATION, e.getProblem(0).getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new AlbumenException(FailureCode.BAD_CONFIGURATION, String.valueOf(e.getMessage()), e);
    }
  }

  private static PropertiesConfigSource properties(Path file) throws AlbumenException {
    if (!Files.isReadable(file)) {
      throw new AlbumenException(
          FailureCode.BAD_CONFIGURATION, "settings file " + file + " cannot be read");
    }
    try {
      return new PropertiesConfigSource(file.toUri().toURL(), FILE_ORDINAL);
    } catch (IOException | IllegalArgumentException e) {
      throw new AlbumenException(
          FailureCode.BAD_CONFIGURATION, "settings file " + file + ": " + e.getMessage(), e);
    }
  }

  /** Only our own variables, less those that the launcher and the model cache read. */
  private static Map<String, String> ours(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(e -> e.getKey().matches("ALBUMEN_(KAFKA|S3|WORKER|MODELS|RECIPES)_.*"))
        .collect(
            java.util.stream.Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
