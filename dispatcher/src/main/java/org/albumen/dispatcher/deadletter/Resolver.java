package org.albumen.dispatcher.deadletter;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.deadletter.DeadLetter;
import org.albumen.common.deadletter.Resolution;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.topic.TopicSetup;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries decisions about letters out: each once, however often it is asked to, and whenever it is
 * killed. Not safe for use by several threads; of several processes the last one to open goes on,
 * and the others end with {@code REPLAY_OVERTAKEN}.
 */
public final class Resolver implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Resolver.class);

  /** Letters of a transaction. */
  static final int CHUNK = 200;

  /** Bytes after which a transaction is large enough. */
  private static final long CHUNK_BYTES = 4L << 20;

  private final LetterBox letters;
  private final Replay replay;
  private final Outbox outbox;
  private final Clock clock = Clock.systemUTC();

  private Resolver(LetterBox letters, Replay replay, Outbox outbox) {
    this.letters = letters;
    this.replay = replay;
    this.outbox = outbox;
  }

  /**
   * Opens the resolver; from here on no other writes.
   *
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE}, {@code BAD_CONFIGURATION}
   */
  public static Resolver open(AlbumenConfig.Kafka settings) throws AlbumenException {
    KafkaClients clients = new KafkaClients(settings);
    clients.ping();
    try (Admin admin = clients.admin()) {
      new TopicSetup(admin).createAudit();
    }
    return open(settings, TransactionalOutbox.open(clients));
  }

  /** A resolver that writes nothing and disturbs no other. */
  public static Resolver dry(AlbumenConfig.Kafka settings) throws AlbumenException {
    return open(settings, Outbox.NOWHERE);
  }

  static Resolver open(AlbumenConfig.Kafka settings, Outbox outbox) throws AlbumenException {
    try {
      Replay replay = new Replay(topics(settings));
      return new Resolver(LetterBox.open(settings), replay, outbox);
    } catch (AlbumenException e) {
      outbox.close();
      throw e;
    }
  }

  /**
   * Resolves the letters that a filter lets through.
   *
   * @param told of each letter, when what was done is committed
   * @throws AlbumenException {@code REPLAY_OVERTAKEN}, {@code KAFKA_UNAVAILABLE}: what was told by
   *     then is done
   */
  public void resolve(LetterFilter filter, Decision decision, Consumer<Outcome> told)
      throws AlbumenException {
    Chunk chunk = new Chunk(told);
    letters.read(
        filter,
        letter -> {
          one(letter, decision, chunk);
          return true;
        });
    chunk.commit();
  }

  @Override
  public void close() {
    letters.close();
    outbox.close();
  }

  private void one(Letter letter, Decision decision, Chunk chunk) throws AlbumenException {
    if (letter.resolution() != null) {
      chunk.told.accept(new Outcome.ResolvedBefore(letter.about(), letter.resolution()));
      return;
    }
    Instant now = clock.instant();
    Resolution resolution = decision.about(letter.about(), now);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    if (decision.action() == Resolution.Action.REPLAYED) {
      try {
        records.addAll(replay.of(letter, now));
      } catch (AlbumenException refused) {
        chunk.told.accept(new Outcome.Refused(letter.about(), refused));
        return;
      }
    }
    records.add(resolution.toRecord());
    letters.decided(resolution);
    chunk.add(letter, resolution, records);
  }

  private static Set<String> topics(AlbumenConfig.Kafka settings) throws AlbumenException {
    try (Admin admin = new KafkaClients(settings).admin()) {
      return admin.listTopics().names().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AlbumenException(FailureCode.KAFKA_UNAVAILABLE, "interrupted", e);
    } catch (ExecutionException e) {
      throw new AlbumenException(
          FailureCode.KAFKA_UNAVAILABLE, "the topics cannot be listed: " + e.getMessage(), e);
    }
  }

  /** Letters that are resolved in one transaction. */
  private final class Chunk {
    private final Consumer<Outcome> told;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private long bytes;

    Chunk(Consumer<Outcome> told) {
      this.told = told;
    }

    void add(Letter letter, Resolution resolution, List<ProducerRecord<byte[], byte[]>> more)
        throws AlbumenException {
      DeadLetter about = letter.about();
      outcomes.add(new Outcome.Resolved(about, resolution));
      records.addAll(more);
      bytes += Math.max(0, letter.message().serializedValueSize());
      if (outcomes.size() >= CHUNK || bytes >= CHUNK_BYTES) {
        commit();
      }
    }

    void commit() throws AlbumenException {
      if (outcomes.isEmpty()) {
        return;
      }
      outbox.commit(records);
      LOG.atInfo().addKeyValue("letters", outcomes.size()).log("letters resolved");
      outcomes.forEach(told);
      outcomes.clear();
      records.clear();
      bytes = 0;
    }
  }
}
