package org.albumen.common;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** This software's name and version, as sidecars record them. */
public final class Software {
  /** {@code Albumen <version>}. */
  public static final String NAME_AND_VERSION = "Albumen " + version();

  private Software() {}

  private static String version() {
    Properties properties = new Properties();
    try (InputStream in = Software.class.getResourceAsStream("/albumen-version.properties")) {
      if (in == null) {
        throw new IllegalStateException("missing resource albumen-version.properties");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new IllegalStateException("unreadable resource albumen-version.properties", e);
    }
    return properties.getProperty("version");
  }
}
