package org.albumen.dispatcher.submission;

import java.util.Map;
import org.albumen.common.submission.Submission;
import org.albumen.dispatcher.view.BatchState;
import org.albumen.dispatcher.view.BatchView;

/** A batch of which nothing is known but its submission. */
final class QueuedView {
  private QueuedView() {}

  static BatchView of(Submission submission) {
    return new BatchView(
        submission.batchId(),
        BatchState.QUEUED,
        submission.label(),
        submission.tenant(),
        submission.submittedBy(),
        submission.recipe(),
        submission.selection(),
        submission.target(),
        submission.pool(),
        submission.lane(),
        0,
        0,
        0,
        0,
        0,
        Map.of(),
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        null,
        null,
        null,
        submission.requestDigest(),
        submission.submittedAt(),
        submission.submittedAt(),
        null);
  }
}
