package org.albumen.container.network;

import java.util.Locale;

/** What a network does to what passes. */
public enum Fault {
  /** Nothing. */
  NONE,
  /** Each piece of up to 16 KiB waits for a tenth of a second: 160 KiB/s at most. */
  SLOW,
  /** Connections stand, but nothing passes until the fault is over. */
  SILENT,
  /** Connections are reset, those that stand and those that are new. */
  RESET;

  static Fault of(String word) {
    return valueOf(word.strip().toUpperCase(Locale.ROOT));
  }
}
