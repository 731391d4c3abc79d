package org.albumen.dispatcher.tally;

import java.time.Instant;
import org.albumen.common.batch.BatchCancelled;
import org.albumen.common.batch.BatchEvent;
import org.albumen.common.batch.BatchExpanded;
import org.albumen.common.batch.BatchRejected;
import org.albumen.common.batch.BatchStarted;
import org.albumen.common.batch.RowRejected;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.submission.Cursor;
import org.albumen.common.submission.SubmissionPage;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a batch as a whole, from its submission and from what was told of it.
 *
 * @param request as it was submitted at first
 * @param started whether it began to become jobs
 * @param made what became of it so far
 * @param expanded whether it has become jobs as a whole
 * @param code why it was rejected
 * @param message the same in one line
 * @param cancelledBy who cancelled it
 * @param sealedAt when the last of these happened
 * @param updatedAt when anything of all this happened
 * @param completed how often it was announced as completed, and where it stood then
 * @param listed its position in the list of batches
 */
record Facts(
    @Nullable Request request,
    boolean started,
    Made made,
    boolean expanded,
    @Nullable FailureCode code,
    @Nullable String message,
    @Nullable String cancelledBy,
    @Nullable Instant sealedAt,
    @Nullable Instant updatedAt,
    Completed completed,
    @Nullable String listed) {
  static final Facts NONE =
      new Facts(
          null,
          false,
          new Made(0, 0, 0, 0),
          false,
          null,
          null,
          null,
          null,
          null,
          new Completed(0, 0, 0),
          null);

  /**
   * What became of a submission, in sums that only grow.
   *
   * @param jobs that were made
   * @param skipped objects that became none
   * @param rejected rows that were malformed
   * @param rows of those that are kept
   */
  record Made(long jobs, long skipped, long rejected, long rows) {
    Made atLeast(long moreJobs, long moreSkipped, long moreRejected) {
      return new Made(
          Math.max(jobs, moreJobs),
          Math.max(skipped, moreSkipped),
          Math.max(rejected, moreRejected),
          rows);
    }

    Made withRow() {
      return new Made(jobs, skipped, Math.max(rejected, rows + 1), rows + 1);
    }
  }

  /**
   * Completions.
   *
   * @param times that were announced
   * @param reopened {@link Quantity#REOPENED} at the last of them
   * @param accepted {@link Quantity#ACCEPTED} at the last of them
   */
  record Completed(int times, long reopened, long accepted) {}

  /** Adds a page of a submission; a second submission of the same name changes nothing. */
  Facts with(SubmissionPage page) {
    Cursor cursor = page.cursor();
    if (cursor.page() == 0 && request != null) {
      return this;
    }
    Instant submitted = page.submission().submittedAt();
    return new Facts(
        request == null ? Request.of(page.submission()) : request,
        started || cursor.page() > 0,
        made.atLeast(cursor.jobs(), cursor.skipped(), cursor.rejected()),
        expanded,
        code,
        message,
        cancelledBy,
        sealedAt,
        later(updatedAt, submitted),
        completed,
        listed);
  }

  /** Adds what was told of the batch. */
  Facts with(BatchEvent event, Instant time) {
    if (event instanceof BatchExpanded e) {
      return told(
          true,
          made.atLeast(e.jobs(), e.skipped(), e.rejected()),
          true,
          code,
          message,
          cancelledBy,
          time,
          time);
    }
    if (event instanceof BatchRejected e) {
      return told(
          true,
          made.atLeast(e.jobs(), 0, 0),
          expanded,
          e.code(),
          e.message(),
          cancelledBy,
          time,
          time);
    }
    if (event instanceof BatchCancelled e) {
      return told(started, made, expanded, code, message, e.by(), time, time);
    }
    boolean starts = started || event instanceof BatchStarted || event instanceof RowRejected;
    return told(starts, made, expanded, code, message, cancelledBy, null, time);
  }

  Facts withRow() {
    return new Facts(
        request,
        started,
        made.withRow(),
        expanded,
        code,
        message,
        cancelledBy,
        sealedAt,
        updatedAt,
        completed,
        listed);
  }

  Facts completed(Counts counts) {
    Completed now =
        new Completed(
            completed.times + 1, counts.get(Quantity.REOPENED), counts.get(Quantity.ACCEPTED));
    return new Facts(
        request,
        started,
        made,
        expanded,
        code,
        message,
        cancelledBy,
        sealedAt,
        updatedAt,
        now,
        listed);
  }

  Facts listed(String position) {
    return new Facts(
        request,
        started,
        made,
        expanded,
        code,
        message,
        cancelledBy,
        sealedAt,
        updatedAt,
        completed,
        position);
  }

  /** Whether it was submitted to dispatchers, not made of jobs that somebody else published. */
  boolean submitted() {
    return request != null || started;
  }

  /**
   * Whether no further jobs will be made. One that is cancelled after it has started is expanded
   * soon: what was made by then is told.
   */
  boolean sealed() {
    return expanded || code != null || (cancelledBy != null && !started);
  }

  /** Whether every job has ended that was made. */
  boolean complete(Counts counts) {
    return counts.ended() == counts.get(Quantity.KNOWN)
        && counts.get(Quantity.ACCEPTED) >= made.jobs
        && (sealed() || !submitted());
  }

  /** Whether that is to be announced: it was not yet, or jobs have come or come back since. */
  boolean toBeAnnounced(Counts counts) {
    return submitted()
        && complete(counts)
        && (completed.times == 0
            || counts.get(Quantity.REOPENED) > completed.reopened
            || counts.get(Quantity.ACCEPTED) > completed.accepted);
  }

  private Facts told(
      boolean nowStarted,
      Made nowMade,
      boolean nowExpanded,
      @Nullable FailureCode nowCode,
      @Nullable String nowMessage,
      @Nullable String nowCancelledBy,
      @Nullable Instant sealing,
      Instant time) {
    return new Facts(
        request,
        nowStarted,
        nowMade,
        nowExpanded,
        nowCode,
        nowMessage,
        nowCancelledBy,
        sealing == null ? sealedAt : later(sealedAt, sealing),
        later(updatedAt, time),
        completed,
        listed);
  }

  static Instant later(@Nullable Instant a, Instant b) {
    return a != null && a.isAfter(b) ? a : b;
  }
}
