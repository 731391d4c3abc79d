package org.albumen.local.cli;

import java.nio.file.Path;
import org.albumen.models.catalogue.CacheFolder;

/** Where a process logs to. To be called before the first logger is made. */
public final class Logging {
  private Logging() {}

  /** To the terminal, as a worker does. */
  public static void toTerminal() {
    configure("logback-worker.xml");
  }

  /** To {@code log/albumen.log} in the cache folder: commands keep the terminal for themselves. */
  public static void toFile() {
    Path log = CacheFolder.standard().resolve("log").resolve("albumen.log");
    setIfAbsent("albumen.log", log.toString());
    configure("logback-command.xml");
  }

  private static void configure(String resource) {
    setIfAbsent("logback.configurationFile", resource);
    setIfAbsent("logback.statusListenerClass", "ch.qos.logback.core.status.NopStatusListener");
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
