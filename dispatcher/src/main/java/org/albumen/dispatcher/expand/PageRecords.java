package org.albumen.dispatcher.expand;

import java.time.Instant;
import java.util.function.Consumer;
import org.albumen.common.batch.BatchEvent;
import org.albumen.common.batch.BatchExpanded;
import org.albumen.common.batch.BatchRejected;
import org.albumen.common.batch.BatchStarted;
import org.albumen.common.batch.RowRejected;
import org.albumen.common.codec.JobRecords;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.job.Source;
import org.albumen.common.submission.Cursor;
import org.albumen.common.submission.Submission;
import org.albumen.common.submission.SubmissionPage;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.select.Page;
import org.albumen.dispatcher.select.Rejection;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What is written of a page. */
final class PageRecords {
  private final Submission submission;
  private final Cursor cursor;
  private final String topic;
  private final Instant now;

  /**
   * @param page which is expanded
   * @param now the time of what is written
   */
  PageRecords(SubmissionPage page, Instant now) {
    this.submission = page.submission();
    this.cursor = page.cursor();
    this.topic = Topics.jobs(submission.pool(), submission.lane());
    this.now = now;
  }

  /** Whether a page has a continuation. */
  boolean goesOn(Page page) {
    return !page.last() && !isRejected(page);
  }

  private boolean isRejected(Page page) {
    return page.next().rejected() > submission.maxRejectedRows();
  }

  /** The jobs of a page that was read, with their events. */
  void jobs(Page page, Consumer<ProducerRecord<byte[], byte[]>> to) {
    if (!page.sources().isEmpty()) {
      JobRecords records = new JobRecords(topic, job(page.sources().get(0)), now);
      for (Source source : page.sources()) {
        records.send(source, to);
      }
    }
  }

  /** The facts and the continuation of a page that was read. */
  void facts(Page page, Consumer<ProducerRecord<byte[], byte[]>> to) {
    start(to);
    for (Rejection row : page.rejections()) {
      fact(
          new RowRejected(submission.batchId(), row.file(), row.line(), row.code(), row.message()),
          to);
    }
    follow(page, to);
  }

  /** The end of a submission that cannot go on. */
  void rejected(AlbumenException why, Consumer<ProducerRecord<byte[], byte[]>> to) {
    start(to);
    fact(
        new BatchRejected(
            submission.batchId(), why.code(), String.valueOf(why.getMessage()), cursor.jobs()),
        to);
  }

  /** The end of a submission that was cancelled. */
  void cancelled(Consumer<ProducerRecord<byte[], byte[]>> to) {
    start(to);
    fact(expanded(cursor), to);
  }

  private Job job(Source source) {
    return Job.of(
            submission.batchId(),
            source,
            submission.recipe(),
            submission.target(),
            submission.submittedAt())
        .before(submission.deadline());
  }

  private void start(Consumer<ProducerRecord<byte[], byte[]>> to) {
    if (cursor.page() == 0) {
      fact(new BatchStarted(submission.batchId()), to);
    }
  }

  private void follow(Page page, Consumer<ProducerRecord<byte[], byte[]>> to) {
    Cursor next = page.next();
    if (isRejected(page)) {
      fact(
          new BatchRejected(
              submission.batchId(),
              FailureCode.TOO_MANY_MALFORMED_ROWS,
              next.rejected()
                  + " rows are malformed, and the submission bears "
                  + submission.maxRejectedRows(),
              next.jobs()),
          to);
    } else if (!page.last()) {
      to.accept(new SubmissionPage(submission, next).toRecord());
    } else if (next.jobs() == 0) {
      fact(
          new BatchRejected(
              submission.batchId(),
              FailureCode.NOTHING_SELECTED,
              "nothing is left of "
                  + next.skipped()
                  + " objects and "
                  + next.rejected()
                  + " malformed rows",
              0),
          to);
    } else {
      fact(expanded(next), to);
    }
  }

  private BatchExpanded expanded(Cursor at) {
    return new BatchExpanded(
        submission.batchId(), at.jobs(), at.bytes(), at.skipped(), at.rejected());
  }

  private void fact(BatchEvent event, Consumer<ProducerRecord<byte[], byte[]>> to) {
    to.accept(event.toRecord(now));
  }
}
