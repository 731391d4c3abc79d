package org.albumen.dispatcher.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.albumen.common.batch.RowRejected;
import org.albumen.common.event.JobReviewed;
import org.albumen.common.event.PhotoOutcome;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.submission.Submission;
import org.albumen.dispatcher.view.BatchState;
import org.albumen.dispatcher.view.BatchView;
import org.albumen.dispatcher.view.JobState;
import org.albumen.dispatcher.view.JobView;
import org.jspecify.annotations.Nullable;

/** A batch whose jobs end when a test says so. Safe for use by several threads. */
final class InventedBatch {
  private final Submission submission;
  private final List<JobView> jobs = new ArrayList<>();
  private final List<RowRejected> rejectedRows = new ArrayList<>();
  private boolean cancelled;
  private double imagesPerSecond = 3.4;
  private Instant updatedAt;

  /**
   * @param names of the photographs
   */
  InventedBatch(Submission submission, List<String> names) {
    this.submission = submission;
    this.updatedAt = submission.submittedAt();
    names.forEach(name -> jobs.add(InventedJobs.pending(submission, jobs.size(), name)));
  }

  String id() {
    return submission.batchId();
  }

  synchronized List<JobView> jobs() {
    return List.copyOf(jobs);
  }

  synchronized List<RowRejected> rejectedRows() {
    return List.copyOf(rejectedRows);
  }

  synchronized void reject(RowRejected row) {
    rejectedRows.add(row);
  }

  synchronized void cancel() {
    cancelled = true;
    change(job -> job.state() == JobState.PENDING, InventedJobs::cancelled, Integer.MAX_VALUE);
  }

  /** Ends so many pending jobs well. */
  int succeed(int count) {
    return change(job -> job.state() == JobState.PENDING, InventedJobs::succeeded, count);
  }

  /** The next one's result is to be looked at. */
  int succeedForReview() {
    return change(job -> job.state() == JobState.PENDING, InventedJobs::forReview, 1);
  }

  int fail(int count, FailureCode code) {
    return change(
        job -> job.state() == JobState.PENDING, job -> InventedJobs.failed(job, code), count);
  }

  /**
   * Failed jobs are pending again.
   *
   * @param codes null: of every code
   */
  int replay(@Nullable List<FailureCode> codes) {
    return change(
        job -> job.code() != null && (codes == null || codes.contains(job.code())),
        InventedJobs::again,
        Integer.MAX_VALUE);
  }

  void review(String jobId, JobReviewed.Verdict verdict, @Nullable String note) {
    change(job -> job.jobId().equals(jobId), job -> InventedJobs.reviewed(job, verdict, note), 1);
  }

  static boolean toReview(JobView job) {
    return job.photograph() == PhotoOutcome.NEEDS_REVIEW && job.review() == null;
  }

  private synchronized int change(Predicate<JobView> which, UnaryOperator<JobView> how, int count) {
    int changed = 0;
    for (int i = 0; i < jobs.size() && changed < count; i++) {
      if (which.test(jobs.get(i))) {
        jobs.set(i, how.apply(jobs.get(i)));
        changed++;
      }
    }
    if (changed > 0) {
      updatedAt = Instant.now();
    }
    return changed;
  }

  synchronized BatchView view() {
    Map<FailureCode, Long> codes = new EnumMap<>(FailureCode.class);
    jobs.stream()
        .map(JobView::code)
        .forEach(
            code -> {
              if (code != null) {
                codes.merge(code, 1L, Long::sum);
              }
            });
    long pending = count(JobState.PENDING);
    long succeeded = count(JobState.SUCCEEDED);
    BatchState open = cancelled ? BatchState.CANCELLING : BatchState.RUNNING;
    BatchState over = cancelled ? BatchState.CANCELLED : BatchState.COMPLETED;
    return new BatchView(
        id(),
        pending > 0 ? open : over,
        submission.label(),
        submission.tenant(),
        submission.submittedBy(),
        submission.recipe(),
        submission.selection(),
        submission.target(),
        submission.pool(),
        submission.lane(),
        jobs.size(),
        pending,
        succeeded,
        0,
        count(JobState.FAILED),
        codes,
        count(JobState.CANCELLED),
        jobs.stream().filter(InventedBatch::toReview).count(),
        jobs.stream().filter(job -> job.photograph() == PhotoOutcome.NO_FACES).count(),
        jobs.stream().mapToLong(job -> job.faces().size()).sum(),
        0,
        rejectedRows.size(),
        jobs.size() * 31_400_000L,
        succeeded * 12_600_000L,
        succeeded * 1.9,
        pending > 0 && pending < jobs.size() ? imagesPerSecond : 0,
        pending > 0 && pending < jobs.size() ? Math.round(pending / imagesPerSecond) : null,
        null,
        null,
        submission.requestDigest(),
        submission.submittedAt(),
        updatedAt,
        pending > 0 ? null : updatedAt);
  }

  private long count(JobState state) {
    return jobs.stream().filter(job -> job.state() == state).count();
  }
}
