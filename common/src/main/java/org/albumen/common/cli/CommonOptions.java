package org.albumen.common.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.ConfigLoader;
import org.albumen.common.failure.AlbumenException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that needs the settings; a picocli mixin. */
public final class CommonOptions {
  private static final String OURS = "albumen.";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings file; else that of the variable ALBUMEN_CONFIG.")
  private @Nullable Path file;

  @Option(
      names = "-D",
      paramLabel = "NAME=VALUE",
      description =
          "A setting, before all others: -D kafka.bootstrap-servers=HOST:PORT. May be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private boolean help;

  /**
   * The settings.
   *
   * @throws AlbumenException {@code BAD_CONFIGURATION}, naming the setting
   */
  public AlbumenConfig load() throws AlbumenException {
    return load(Map.of());
  }

  /** The options again, for a process with the same settings. */
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    if (file != null) {
      arguments.addAll(List.of("--config", file.toString()));
    }
    settings.forEach((name, value) -> arguments.addAll(List.of("-D", name + "=" + value)));
    return arguments;
  }

  /**
   * The settings with some that the command itself decides.
   *
   * @param decided by their full names; these win over all others
   * @throws AlbumenException {@code BAD_CONFIGURATION}, naming the setting
   */
  public AlbumenConfig load(Map<String, String> decided) throws AlbumenException {
    Map<String, String> overrides = new HashMap<>();
    settings.forEach((name, value) -> overrides.put(fullName(name), value));
    overrides.putAll(decided);
    return ConfigLoader.load(file, overrides);
  }

  private static String fullName(String name) {
    return name.startsWith(OURS) ? name : OURS + name;
  }
}
