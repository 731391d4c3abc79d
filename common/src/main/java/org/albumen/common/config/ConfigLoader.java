package org.albumen.common.config;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings: defaults, then a properties file (UTF-8), then the environment, then
 * overrides from the command line; the later wins. A name that is no setting is an error wherever
 * it stands; in the environment only names that begin with a section's, such as {@code
 * ALBUMEN_WORKER_}, are looked at. An empty value is as good as none, but for what is passed on to
 * Kafka's clients; an empty override takes back what file and environment say.
 */
public final class ConfigLoader {
  /** Names the properties file where no option does. */
  public static final String FILE_VARIABLE = "ALBUMEN_CONFIG";

  private static final SettingNames NAMES = new SettingNames();
  private static final Pattern NAMED = Pattern.compile("config property (\\S+)");

  private final Map<String, String> values = new HashMap<>();

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
    ConfigLoader loader = new ConfigLoader();
    String named = environment.getOrDefault(FILE_VARIABLE, "");
    if (file != null || !named.isBlank()) {
      loader.addFile(file != null ? file : Path.of(named));
    }
    loader.addEnvironment(environment);
    for (Map.Entry<String, String> entry : overrides.entrySet()) {
      loader.override(entry.getKey(), entry.getValue());
    }
    return SettingRanges.check(loader.convert());
  }

  private void addFile(Path file) throws AlbumenException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw bad("settings file " + file + " cannot be read as properties in UTF-8", e);
    }
    for (String name : properties.stringPropertyNames()) {
      String where = name + " in " + file;
      add(NAMES.ofProperty(name), where, properties.getProperty(name));
    }
  }

  private void addEnvironment(Map<String, String> environment) throws AlbumenException {
    for (Map.Entry<String, String> entry : environment.entrySet()) {
      if (NAMES.isMeant(entry.getKey())) {
        add(NAMES.ofVariable(entry.getKey()), entry.getKey(), entry.getValue());
      }
    }
  }

  private void add(Optional<String> setting, String as, String value) throws AlbumenException {
    String name = setting.orElseThrow(() -> bad(as + " is no setting", null));
    if (name.startsWith(SettingNames.PASSED_ON)) {
      values.put(name, value);
    } else if (!value.isBlank()) {
      values.put(name, value.strip());
    }
  }

  private void override(String name, String value) throws AlbumenException {
    Optional<String> setting = NAMES.ofProperty(name);
    setting.ifPresent(values::remove);
    add(setting, name, value);
  }

  /** Without SmallRye's interceptors: a dollar sign in a password is a dollar sign. */
  private AlbumenConfig convert() throws AlbumenException {
    SmallRyeConfigBuilder builder =
        SettingTypes.register(new SmallRyeConfigBuilder())
            .withMapping(AlbumenConfig.class)
            .withSources(new PropertiesConfigSource(values, "settings"));
    try {
      return builder.build().getConfigMapping(AlbumenConfig.class);
    } catch (ConfigValidationException e) {
      throw bad(problem(e.getProblem(0).getMessage()), e);
    }
  }

  private String problem(String message) {
    Matcher matcher = NAMED.matcher(message);
    if (!matcher.find()) {
      return message;
    }
    String name = matcher.group(1);
    return name + " must be " + NAMES.shapeOf(name) + ", not '" + values.get(name) + "'";
  }

  private static AlbumenException bad(String message, @Nullable Throwable cause) {
    return new AlbumenException(FailureCode.BAD_CONFIGURATION, message, cause);
  }
}
