package org.albumen.dispatcher.tally;

import java.time.Instant;
import org.albumen.common.batch.BatchEvent;
import org.albumen.common.batch.BatchExpanded;
import org.albumen.common.batch.BatchRejected;
import org.albumen.common.submission.Cursor;
import org.albumen.common.submission.SubmissionPage;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a batch as a whole, from its submission and from what was told of it.
 *
 * @param request as it was submitted at first
 * @param made what became of it so far
 * @param told what was told of it
 * @param updatedAt when anything of all this happened
 * @param completed how often it was announced as completed, and where it stood then
 * @param listed its position in the list of batches
 */
record Facts(
    @Nullable Request request,
    Made made,
    Told told,
    @Nullable Instant updatedAt,
    Completed completed,
    @Nullable String listed) {
  static final Facts NONE =
      new Facts(null, new Made(0, 0, 0, 0, 0), Told.NOTHING, null, new Completed(0, 0, 0), null);

  /**
   * What became of a submission, in sums that only grow.
   *
   * @param pages that were expanded, as far as known
   * @param jobs that were made
   * @param skipped objects that became none
   * @param rejected rows that were malformed
   * @param rows of those that are kept
   */
  record Made(long pages, long jobs, long skipped, long rejected, long rows) {
    Made atLeast(long somePages, long someJobs, long someSkipped, long someRejected) {
      return new Made(
          Math.max(pages, somePages),
          Math.max(jobs, someJobs),
          Math.max(skipped, someSkipped),
          Math.max(rejected, someRejected),
          rows);
    }

    Made withRow() {
      return new Made(pages, jobs, skipped, Math.max(rejected, rows + 1), rows + 1);
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
    Cursor at = page.cursor();
    if (at.page() == 0 && request != null) {
      return this;
    }
    return new Facts(
        request == null ? Request.of(page.submission()) : request,
        made.atLeast(at.page(), at.jobs(), at.skipped(), at.rejected()),
        told,
        later(updatedAt, page.submission().submittedAt()),
        completed,
        listed);
  }

  /** Adds what was told of the batch. */
  Facts with(BatchEvent event, Instant time) {
    Made now = made;
    if (event instanceof BatchExpanded e) {
      now = made.atLeast(made.pages, e.jobs(), e.skipped(), e.rejected());
    } else if (event instanceof BatchRejected e) {
      now = made.atLeast(made.pages, e.jobs(), 0, 0);
    }
    return new Facts(
        request, now, told.with(event, time), later(updatedAt, time), completed, listed);
  }

  Facts withRow() {
    return new Facts(request, made.withRow(), told, updatedAt, completed, listed);
  }

  Facts completed(Counts counts) {
    Completed now =
        new Completed(
            completed.times + 1, counts.get(Quantity.REOPENED), counts.get(Quantity.ACCEPTED));
    return new Facts(request, made, told, updatedAt, now, listed);
  }

  Facts listed(String position) {
    return new Facts(request, made, told, updatedAt, completed, position);
  }

  /** Whether it has begun to become jobs. */
  boolean started() {
    return told.started() || made.pages > 0;
  }

  /** Whether it was submitted to dispatchers, not made of jobs that somebody else published. */
  boolean submitted() {
    return request != null || started();
  }

  /** Whether every job has ended that was made, and no further ones will be. */
  boolean complete(Counts counts) {
    return counts.ended() == counts.get(Quantity.KNOWN)
        && counts.get(Quantity.ACCEPTED) >= made.jobs
        && (told.sealed() || !submitted());
  }

  /** Whether that is to be announced: it was not yet, or jobs have come or come back since. */
  boolean toBeAnnounced(Counts counts) {
    return submitted()
        && complete(counts)
        && (completed.times == 0
            || counts.get(Quantity.REOPENED) > completed.reopened
            || counts.get(Quantity.ACCEPTED) > completed.accepted);
  }

  static Instant later(@Nullable Instant a, Instant b) {
    return a != null && a.isAfter(b) ? a : b;
  }
}
