package org.albumen.dispatcher.select;

import java.time.Instant;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.Source;
import org.jspecify.annotations.Nullable;

/** Something that was looked at. */
sealed interface Step {
  /** Where to go on after it. */
  Position after();

  /**
   * A source.
   *
   * @param offered false of an object that is none to restore, by its name
   */
  record Found(Source source, boolean offered, Position after) implements Step {
    /** In bytes; null when it is not known. */
    @Nullable Long size() {
      return source instanceof ObjectSource object ? object.size() : null;
    }

    /** Null when it is not known. */
    @Nullable Instant lastModified() {
      return source instanceof ObjectSource object ? object.lastModified() : null;
    }

    /** Null of a seed. */
    @Nullable String key() {
      return source instanceof ObjectSource object ? object.key() : null;
    }
  }

  /** A row that names nothing by intent: a header, an empty line, a marker of a deletion. */
  record Passed(Position after) implements Step {}

  /** A row that is malformed. */
  record Malformed(Rejection rejection, Position after) implements Step {}
}
