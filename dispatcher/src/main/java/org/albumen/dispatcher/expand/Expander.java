package org.albumen.dispatcher.expand;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.failure.FailureKind;
import org.albumen.common.submission.Submission;
import org.albumen.common.submission.SubmissionPage;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.expand.PageWrite.Content;
import org.albumen.dispatcher.select.Page;
import org.albumen.dispatcher.transact.Consumed;
import org.albumen.dispatcher.transact.Transactions.Records;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one page of a submission at a time and writes in one transaction what follows from it: the
 * page's jobs with their {@code accepted} events, the facts about the batch, the next page, and the
 * offset (KIP-98, KIP-447). Whenever it is killed, either all of that was written or nothing. One
 * thread's.
 */
final class Expander {
  private static final Logger LOG = LoggerFactory.getLogger(Expander.class);

  private static final Duration POLL = Duration.ofMillis(500);

  /** So long a partition rests in which no page has room. */
  private static final Duration REST = Duration.ofSeconds(5);

  private final Subscription subscription;
  private final OpenReaders readers;
  private final PageWriters writers;
  private final Room room;
  private final Predicate<String> cancelled;
  private final Clock clock;
  private @Nullable String latest;
  private final Set<String> held = new HashSet<>();

  Expander(
      Subscription subscription,
      OpenReaders readers,
      PageWriters writers,
      Room room,
      Predicate<String> cancelled,
      Clock clock) {
    this.subscription = subscription;
    this.readers = readers;
    this.writers = writers;
    this.room = room;
    this.cancelled = cancelled;
    this.clock = clock;
  }

  /**
   * Takes what comes next, if anything comes soon.
   *
   * @throws AlbumenException what passes: the page is still there, and is to be tried again later
   */
  void step() throws AlbumenException {
    writers.check();
    ConsumerRecords<byte[], byte[]> messages = subscription.poll(POLL);
    if (messages.isEmpty()) {
      writers.idle();
    }
    for (ConsumerRecord<byte[], byte[]> message : messages) {
      expand(message);
    }
  }

  private void expand(ConsumerRecord<byte[], byte[]> message) throws AlbumenException {
    SubmissionPage page;
    try {
      page = SubmissionPage.of(message);
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("topic", message.topic())
          .addKeyValue("partition", message.partition())
          .addKeyValue("offset", message.offset())
          .log("no submission, passed over");
      write(message, to -> {});
      return;
    }
    String batch = page.submission().batchId();
    boolean first = page.cursor().page() == 0;
    if (first && subscription.started().contains(message.partition(), batch)) {
      LOG.atInfo().addKeyValue("batch", batch).log("submitted again, passed over");
      write(message, to -> {});
      return;
    }
    PageRecords records = new PageRecords(page, clock.instant());
    if (cancelled.test(batch)) {
      write(message, records::cancelled);
    } else if (room.forMore(page.submission())) {
      expand(message, page, records);
    } else {
      hold(message, page);
      return;
    }
    if (first) {
      subscription.started().add(message.partition(), batch);
    }
  }

  private void expand(
      ConsumerRecord<byte[], byte[]> message, SubmissionPage at, PageRecords records)
      throws AlbumenException {
    Page page;
    try {
      if (at.cursor().page() == 0) {
        requirePool(at.submission());
      }
      page = readers.read(at);
    } catch (AlbumenException e) {
      if (e.code().kind() == FailureKind.TRANSIENT) {
        throw e;
      }
      LOG.atWarn()
          .addKeyValue("batch", at.submission().batchId())
          .addKeyValue("code", e.code())
          .log(e.getMessage());
      write(message, to -> records.rejected(e, to));
      return;
    }
    Consumed consumed = subscription.consumed(message);
    if (!writers.confirm(page, consumed)) {
      writers.write(consumed, content(records, page));
    }
    beginNext(at.submission(), records.goesOn(page));
  }

  /**
   * Begins a batch's next pages before they come: not when another batch came before, which is not
   * at its end, since batches that take turns would undo each other's beginnings. Behind the end of
   * a batch nothing comes.
   */
  private void beginNext(Submission submission, boolean goesOn) {
    String batch = submission.batchId();
    if (!goesOn) {
      writers.giveUpAhead();
    } else if (latest == null || latest.equals(batch)) {
      Instant now = clock.instant();
      for (NextPage next : readers.ahead(batch)) {
        writers.begin(next, () -> content(submission, next.get(), now));
      }
    }
    latest = goesOn ? batch : null;
  }

  private void requirePool(Submission submission) throws AlbumenException {
    if (!subscription.knows(Topics.jobs(submission.pool(), submission.lane()))) {
      throw new AlbumenException(
          FailureCode.BAD_ARGUMENT,
          "no worker of a pool '" + submission.pool() + "' was ever started");
    }
  }

  /**
   * Without room a page goes behind the others of its partition, once; when all of them had their
   * turn, the partition rests.
   */
  private void hold(ConsumerRecord<byte[], byte[]> message, SubmissionPage page) {
    boolean turned = held.add(message.partition() + "/" + page.submission().batchId());
    boolean continued = page.cursor().page() > 0;
    if (turned && subscription.hasMoreThan(message, continued)) {
      write(message, to -> to.accept(page.toRecord()));
    } else {
      writers.giveUpAhead();
      held.removeIf(batch -> batch.startsWith(message.partition() + "/"));
      subscription.rest(message, REST);
    }
  }

  private static Content content(Submission submission, Page page, Instant now) {
    return content(new PageRecords(new SubmissionPage(submission, page.from()), now), page);
  }

  private static Content content(PageRecords records, Page page) {
    return new Content(to -> records.jobs(page, to), to -> records.facts(page, to));
  }

  /** Writes what is no page. */
  private void write(ConsumerRecord<byte[], byte[]> message, Records records) {
    writers.write(subscription.consumed(message), new Content(to -> {}, records));
  }
}
