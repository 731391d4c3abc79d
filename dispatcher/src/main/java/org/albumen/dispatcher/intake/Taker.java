package org.albumen.dispatcher.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.event.JobAccepted;
import org.albumen.common.fingerprint.ResultKeys;
import org.albumen.common.job.Job;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.intake.Reading.PassedOver;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes jobs of messages by rules. Not safe for use by several threads. */
final class Taker {
  private static final Logger LOG = LoggerFactory.getLogger(Taker.class);

  private final Rules rules;
  private final IntakeMetrics metrics;
  private final Sequencers sequencers = new Sequencers();
  private final Set<Reason> told = EnumSet.noneOf(Reason.class);

  Taker(Rules rules, IntakeMetrics metrics) {
    this.rules = rules;
    this.metrics = metrics;
  }

  /** What is to be written of a message: its jobs, each with its {@code accepted} event. */
  List<ProducerRecord<byte[], byte[]>> take(ConsumerRecord<byte[], byte[]> message) {
    Reading reading = Reading.of(message.value(), sent(message));
    reading.passedOver().forEach(what -> passOver(what, message));
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (Change change : reading.changes()) {
      Optional<Reason> reason = refusal(change, message.partition());
      if (reason.isPresent()) {
        passOver(new PassedOver(reason.get(), change.object().toString()), message);
      } else {
        rules.wanting(change.object()).forEach(rule -> write(rule, change, records));
      }
    }
    return records;
  }

  /** Remembers of a message, which was taken before, no more than the order of its events. */
  void recall(ConsumerRecord<byte[], byte[]> message) {
    for (Change change : Reading.of(message.value(), sent(message)).changes()) {
      Optional<Reason> unused = refusal(change, message.partition());
    }
  }

  /** Forgets partitions that another holds now. */
  void forget(Collection<Integer> partitions) {
    sequencers.forget(partitions);
  }

  private Optional<Reason> refusal(Change change, int partition) {
    if (change.ours() || ResultKeys.isResult(change.object().key())) {
      return Optional.of(Reason.RESULT);
    }
    if (rules.wanting(change.object()).isEmpty()) {
      return Optional.of(Reason.NO_RULE);
    }
    if (!sequencers.isLater(partition, change)) {
      return Optional.of(Reason.OUTDATED);
    }
    return change.created() ? Optional.empty() : Optional.of(Reason.OTHER_EVENT);
  }

  private void write(Rule rule, Change change, List<ProducerRecord<byte[], byte[]>> records) {
    Job job = rule.job(change);
    records.add(CloudEventCodec.job(rule.topic(), job, null));
    records.add(CloudEventCodec.event(Topics.EVENTS, JobAccepted.of(job), change.at(), null));
    metrics.job(rule.name());
  }

  /** The first of each reason is told, the others are counted: there may be millions. */
  private void passOver(PassedOver what, ConsumerRecord<byte[], byte[]> message) {
    metrics.passedOver(what.reason());
    if (told.add(what.reason())) {
      (what.reason().fault() ? LOG.atWarn() : LOG.atInfo())
          .addKeyValue("reason", what.reason().word())
          .addKeyValue("partition", message.partition())
          .addKeyValue("offset", message.offset())
          .log("passed over, and others for the same reason from now on: {}", what.message());
    }
  }

  private static Instant sent(ConsumerRecord<byte[], byte[]> message) {
    return Instant.ofEpochMilli(Math.max(0, message.timestamp()));
  }
}
