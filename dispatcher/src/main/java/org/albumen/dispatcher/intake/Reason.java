package org.albumen.dispatcher.intake;

import java.util.Locale;

/** Why a notification, or a record of one, becomes no job. */
public enum Reason {
  /** It is no notification, or lacks what one must have. */
  MALFORMED(true),
  /** It is written in a version that is not read. */
  VERSION(true),
  /** It does not come from a store. */
  SENDER(true),
  /** Its key leads out of the bucket, or cannot be stored. */
  KEY(true),
  /** The store asks whether notifications arrive. */
  TEST(false),
  /** It tells of something else than a new object. */
  OTHER_EVENT(false),
  /** No rule wants the object. */
  NO_RULE(false),
  /** The object is a result of ours, or describes one. */
  RESULT(false),
  /** A later event about the same key was seen before, or the same. */
  OUTDATED(false);

  private final boolean fault;

  Reason(boolean fault) {
    this.fault = fault;
  }

  /** Whether somebody should look at what sends it. */
  public boolean fault() {
    return fault;
  }

  /** As it stands in metrics. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
