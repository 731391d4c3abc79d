package org.albumen.common.submission;

import static org.albumen.common.submission.Submission.requireText;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Every photograph under a prefix.
 *
 * @param bucket where the sources are
 * @param prefix what their keys begin with; empty or left out: the whole bucket
 * @param take which objects become jobs; originals when left out
 */
public record Prefix(String bucket, String prefix, @Nullable KeyFilter take) implements Selection {
  public Prefix {
    requireText(bucket, "bucket");
    prefix = Objects.requireNonNullElse(prefix, "");
  }

  /** Which objects become jobs. */
  public KeyFilter filter() {
    return take == null ? KeyFilter.ORIGINALS : take;
  }
}
