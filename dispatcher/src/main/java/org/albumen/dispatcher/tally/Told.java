package org.albumen.dispatcher.tally;

import java.time.Instant;
import org.albumen.common.batch.BatchCancelled;
import org.albumen.common.batch.BatchEvent;
import org.albumen.common.batch.BatchExpanded;
import org.albumen.common.batch.BatchRejected;
import org.albumen.common.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * What was told of a batch.
 *
 * @param started whether it began to become jobs
 * @param expanded whether it has become jobs as a whole
 * @param code why it was rejected
 * @param message the same in one line
 * @param cancelledBy who cancelled it
 * @param at when the last of expansion, rejection and cancellation happened
 */
record Told(
    boolean started,
    boolean expanded,
    @Nullable FailureCode code,
    @Nullable String message,
    @Nullable String cancelledBy,
    @Nullable Instant at) {
  static final Told NOTHING = new Told(false, false, null, null, null, null);

  Told with(BatchEvent event, Instant time) {
    if (event instanceof BatchExpanded) {
      return new Told(true, true, code, message, cancelledBy, Facts.later(at, time));
    }
    if (event instanceof BatchRejected e) {
      return new Told(true, expanded, e.code(), e.message(), cancelledBy, Facts.later(at, time));
    }
    if (event instanceof BatchCancelled e) {
      return new Told(started, expanded, code, message, e.by(), Facts.later(at, time));
    }
    return new Told(true, expanded, code, message, cancelledBy, at);
  }

  /**
   * Whether no further jobs will be made. Of a batch that is cancelled that is told, too, as soon
   * as its next page is looked at.
   */
  boolean sealed() {
    return expanded || code != null;
  }
}
