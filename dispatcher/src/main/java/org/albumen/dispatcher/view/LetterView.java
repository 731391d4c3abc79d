package org.albumen.dispatcher.view;

import java.time.Instant;
import java.util.List;
import org.albumen.common.attempt.Attempt;
import org.albumen.common.attempt.History;
import org.albumen.common.deadletter.LetterId;
import org.albumen.common.deadletter.Resolution;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.SourceRef;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as the API shows it.
 *
 * @param reason one line; empty when the letter gives none
 * @param source null when the message is no job
 * @param recipe likewise
 * @param topic where the message stood
 * @param attempts how often the job was tried in all
 * @param history what became of its deliveries, oldest first, the last {@link History#MOST} of them
 * @param worker the worker that gave it up; empty when unknown
 * @param time when that was
 * @param replays how often the job had been replayed by then
 * @param replayOf the letter of which it was the replay
 * @param omitted what of the message did not fit into the letter
 * @param resolution null while nothing is decided
 */
public record LetterView(
    LetterId id,
    FailureCode code,
    String reason,
    @Nullable String jobId,
    @Nullable String batchId,
    @Nullable SourceRef source,
    @Nullable String recipe,
    String topic,
    int attempts,
    List<Attempt> history,
    String worker,
    Instant time,
    int replays,
    @Nullable LetterId replayOf,
    @Nullable String omitted,
    @Nullable Resolution resolution) {
  public LetterView {
    history = List.copyOf(history);
  }
}
