package org.albumen.worker.attempt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.albumen.common.attempt.Attempt;
import org.albumen.common.attempt.History;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.topic.Topics;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger in a compacted topic: the key is a message's place, the value all that is known of it.
 * Read when a message comes for the second time, from where the last reading ended, so a fleet in
 * which nothing goes wrong reads nothing. Holds in memory what is written of messages that have not
 * ended.
 */
public final class KafkaLedger implements Ledger, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaLedger.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final TopicPartition PARTITION = new TopicPartition(Topics.ATTEMPTS, 0);

  private final Producer<byte[], byte[]> producer;
  private final Consumer<byte[], byte[]> reader;
  private final Map<String, History> known = new HashMap<>();
  private boolean assigned;

  /**
   * @param producer idempotent, acks=all; the caller's to close
   * @param reader without a group; closed with this
   */
  public KafkaLedger(Producer<byte[], byte[]> producer, Consumer<byte[], byte[]> reader) {
    this.producer = producer;
    this.reader = reader;
  }

  @Override
  public synchronized List<Attempt> of(Place place) throws AlbumenException, InterruptedException {
    catchUp();
    return known.getOrDefault(place.toString(), History.NONE).attempts();
  }

  @Override
  public synchronized void note(Place place, Attempt attempt)
      throws AlbumenException, InterruptedException {
    catchUp();
    History history = known.getOrDefault(place.toString(), History.NONE).with(attempt);
    try {
      producer
          .send(record(place, Json.write(history.attempts())))
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw unavailable("written to", e);
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      throw unavailable("written to", e);
    }
  }

  @Override
  public void forget(Place place) {
    try {
      var unused =
          producer.send(record(place, null), (stored, failure) -> unforgotten(place, failure));
    } catch (KafkaException e) {
      unforgotten(place, e);
    }
  }

  private static void unforgotten(Place place, @Nullable Exception failure) {
    if (failure != null) {
      LOG.atInfo().addKeyValue("place", place).log("not forgotten: {}", failure.getMessage());
    }
  }

  @Override
  public synchronized void close() {
    reader.close(CloseOptions.timeout(PATIENCE));
  }

  /** Reads to the end as it is now. */
  private void catchUp() throws AlbumenException, InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    try {
      if (!assigned) {
        reader.assign(List.of(PARTITION));
        reader.seekToBeginning(List.of(PARTITION));
        assigned = true;
      }
      long end = reader.endOffsets(List.of(PARTITION), PATIENCE).getOrDefault(PARTITION, 0L);
      while (reader.position(PARTITION, PATIENCE) < end) {
        reader.poll(POLL).forEach(this::learn);
        if (System.nanoTime() > until && reader.position(PARTITION, PATIENCE) < end) {
          throw unavailable("read from", new TimeoutException("no answer"));
        }
      }
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      throw unavailable("read from", e);
    }
  }

  private void learn(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return;
    }
    String place = new String(record.key(), UTF_8);
    if (record.value() == null) {
      known.remove(place);
      return;
    }
    try {
      Attempt[] attempts = Json.readLenient(record.value(), Attempt[].class);
      known.put(place, new History(new ArrayList<>(List.of(attempts))));
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("place", place).log("a note is passed over: {}", Json.problem(e));
    }
  }

  private static ProducerRecord<byte[], byte[]> record(Place place, byte @Nullable [] value) {
    return new ProducerRecord<>(
        PARTITION.topic(), PARTITION.partition(), place.toString().getBytes(UTF_8), value);
  }

  private static InterruptedException interrupted(InterruptException e) {
    Thread.interrupted();
    return new InterruptedException(e.getMessage());
  }

  private static AlbumenException unavailable(String what, Exception e) {
    Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
    return new AlbumenException(
        FailureCode.KAFKA_UNAVAILABLE,
        "nothing can be " + what + " " + Topics.ATTEMPTS + ": " + cause.getMessage(),
        e);
  }
}
