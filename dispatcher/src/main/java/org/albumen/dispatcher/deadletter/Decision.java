package org.albumen.dispatcher.deadletter;

import java.time.Instant;
import org.albumen.common.deadletter.DeadLetter;
import org.albumen.common.deadletter.Resolution;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of letters.
 *
 * @param by who says so
 * @param note why; null for no word on that
 */
public record Decision(Resolution.Action action, String by, @Nullable String note) {

  /** The audit's entry for one letter. */
  Resolution about(DeadLetter letter, Instant now) {
    return new Resolution(
        letter.id(), action, letter.origin(), letter.jobId(), letter.batchId(), by, now, note);
  }
}
