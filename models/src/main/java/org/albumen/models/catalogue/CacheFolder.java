package org.albumen.models.catalogue;

import java.nio.file.Path;
import java.util.Map;

/** The folder in which weights, converted networks and native libraries are kept. */
public final class CacheFolder {
  private CacheFolder() {}

  /**
   * {@code $ALBUMEN_CACHE}, else {@code $XDG_CACHE_HOME/albumen}, else {@code ~/.cache/albumen}.
   */
  public static Path standard() {
    return of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  static Path of(Map<String, String> environment, Path home) {
    String own = environment.getOrDefault("ALBUMEN_CACHE", "");
    if (!own.isBlank()) {
      return Path.of(own).toAbsolutePath();
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    // The XDG base directory specification has relative paths ignored.
    boolean usable = !xdg.isBlank() && Path.of(xdg).isAbsolute();
    return (usable ? Path.of(xdg) : home.resolve(".cache")).resolve("albumen");
  }
}
