package org.albumen.worker.fake;

import java.util.HashMap;
import java.util.Map;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.ConfigLoader;
import org.albumen.common.failure.AlbumenException;

/** A worker's settings as its users write them. */
public final class Settings {
  private Settings() {}

  /** The defaults, but for these: {@code retry.attempts=2}. */
  public static AlbumenConfig.Worker worker(String... settings) {
    Map<String, String> all = new HashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      all.put("albumen.worker." + setting.substring(0, equals), setting.substring(equals + 1));
    }
    try {
      return ConfigLoader.load(null, all).worker();
    } catch (AlbumenException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
