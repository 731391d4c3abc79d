package org.albumen.worker.guard;

import java.util.Locale;

/** The parts of a job whose time is limited. */
public enum Stage {
  /** Reading the source. */
  FETCH,
  /** Decoding, networks, encoding. */
  MAKE,
  /** Writing the result and what belongs to it. */
  STORE;

  /** As settings, metrics and logs name it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
