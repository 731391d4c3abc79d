package org.albumen.dispatcher.expand;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.failure.FailureKind;
import org.albumen.common.submission.Submission;
import org.albumen.common.submission.SubmissionPage;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.select.Page;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
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
  private final Room room;
  private final Predicate<String> cancelled;
  private final Clock clock;
  private final Set<String> held = new HashSet<>();

  Expander(
      Subscription subscription,
      OpenReaders readers,
      Room room,
      Predicate<String> cancelled,
      Clock clock) {
    this.subscription = subscription;
    this.readers = readers;
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
    for (ConsumerRecord<byte[], byte[]> message : subscription.poll(POLL)) {
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
      commit(message, to -> {});
      return;
    }
    String batch = page.submission().batchId();
    boolean first = page.cursor().page() == 0;
    if (first && subscription.started().contains(message.partition(), batch)) {
      LOG.atInfo().addKeyValue("batch", batch).log("submitted again, passed over");
      commit(message, to -> {});
      return;
    }
    PageRecords records = new PageRecords(page, clock.instant());
    if (cancelled.test(batch)) {
      commit(message, records::cancelled);
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
      commit(message, to -> records.rejected(e, to));
      return;
    }
    commit(message, to -> records.of(page, to));
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
      commit(message, to -> to.accept(page.toRecord()));
    } else {
      held.removeIf(batch -> batch.startsWith(message.partition() + "/"));
      subscription.rest(message, REST);
    }
  }

  private void commit(
      ConsumerRecord<byte[], byte[]> message,
      Consumer<Consumer<ProducerRecord<byte[], byte[]>>> records) {
    TopicPartition partition = new TopicPartition(Topics.SUBMISSIONS, message.partition());
    subscription.transact(Map.of(partition, new OffsetAndMetadata(message.offset() + 1)), records);
  }
}
