package org.albumen.dispatcher.deadletter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.deadletter.DeadLetter;
import org.albumen.common.deadletter.DeadLetterHeaders;
import org.albumen.common.event.JobReplayed;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.topic.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Makes of a letter the job that it was. Immutable. */
final class Replay {
  private final Set<String> topics;

  /**
   * @param topics that exist
   */
  Replay(Set<String> topics) {
    this.topics = Set.copyOf(topics);
  }

  /**
   * The records that publish a letter's job again: the job, and the event that says so.
   *
   * @throws AlbumenException {@code NOT_REPLAYABLE}
   */
  List<ProducerRecord<byte[], byte[]>> of(Letter letter, Instant now) throws AlbumenException {
    requireWhole(letter);
    DeadLetter about = letter.about();
    int replays = about.replays() + 1;
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    records.add(
        new ProducerRecord<>(
            about.origin().topic(),
            null,
            letter.message().key(),
            letter.message().value(),
            headers(letter, replays)));
    if (about.job() != null) {
      JobReplayed event = JobReplayed.of(about.job(), replays);
      records.add(CloudEventCodec.event(Topics.EVENTS, event, now, about.trace()));
    }
    return records;
  }

  private void requireWhole(Letter letter) throws AlbumenException {
    DeadLetter about = letter.about();
    if (about.omitted() != null || letter.message().value() == null) {
      throw refused(about, "it holds no message; submit its source again");
    }
    String topic = about.origin().topic();
    if (!Topics.isJobs(topic)) {
      throw refused(about, "it does not come from a topic of jobs but from " + topic);
    }
    if (!topics.contains(topic)) {
      throw refused(about, "these brokers have no topic " + topic);
    }
  }

  /** The job's own, and what a worker has to know of its earlier lives. */
  private static Headers headers(Letter letter, int replays) {
    Headers headers = new RecordHeaders();
    for (Header header : letter.message().headers()) {
      if (!DeadLetterHeaders.tellsOfDeath(header.key())) {
        headers.add(header);
      }
    }
    letter.about().history().writeTo(headers);
    DeadLetterHeaders.add(headers, DeadLetterHeaders.REPLAYS, Integer.toString(replays));
    DeadLetterHeaders.add(headers, DeadLetterHeaders.REPLAY_OF, letter.about().id().toString());
    return headers;
  }

  private static AlbumenException refused(DeadLetter letter, String why) {
    return new AlbumenException(
        FailureCode.NOT_REPLAYABLE, "letter " + letter.id() + " is not replayed: " + why);
  }
}
