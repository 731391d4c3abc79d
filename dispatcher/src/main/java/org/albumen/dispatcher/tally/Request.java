package org.albumen.dispatcher.tally;

import java.time.Instant;
import org.albumen.common.codec.Json;
import org.albumen.common.job.Lane;
import org.albumen.common.job.Target;
import org.albumen.common.submission.Selection;
import org.albumen.common.submission.Submission;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a submission.
 *
 * @param selection null when it is as long as a list of objects may be
 * @param digest of what was asked for; null when it came of no request
 */
record Request(
    @Nullable String label,
    @Nullable String tenant,
    @Nullable String submittedBy,
    String recipe,
    @Nullable Selection selection,
    Target target,
    String pool,
    Lane lane,
    Instant submittedAt,
    @Nullable String digest) {
  private static final int MAX_SELECTION = 8_192;

  static Request of(Submission submission) {
    Selection selection = submission.selection();
    return new Request(
        submission.label(),
        submission.tenant(),
        submission.submittedBy(),
        submission.recipe(),
        Json.write(selection).length <= MAX_SELECTION ? selection : null,
        submission.target(),
        submission.pool(),
        submission.lane(),
        submission.submittedAt(),
        submission.requestDigest());
  }
}
