package org.albumen.dispatcher.backlog;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.Lane;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.view.Backlog;
import org.albumen.dispatcher.view.Batches;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backlog as the broker tells it, with costs as the latest batches teach them. It is looked up
 * when somebody asks, every {@link #FRESH} at most. Safe for use by several threads.
 */
public final class KafkaBacklog implements Backlog, AutoCloseable {
  /** How old an answer may be. */
  static final Duration FRESH = Duration.ofSeconds(3);

  private static final Logger LOG = LoggerFactory.getLogger(KafkaBacklog.class);

  /** Batches that teach costs: the latest. */
  private static final int BATCHES = 1_000;

  /** Bytes of a partition that are fetched at once: some jobs are enough. */
  private static final int GLANCE = 65_536;

  private final Batches batches;
  private final Clock clock;
  private final Admin admin;
  private final Lanes topics;
  private final FirstJobs first;
  private Costs costs = Costs.NONE;
  private List<LaneBacklog> known = List.of();
  private @Nullable AlbumenException failure;
  private @Nullable Instant asked;

  private KafkaBacklog(AlbumenConfig.Kafka settings, Batches batches, Clock clock) {
    KafkaClients clients = new KafkaClients(settings);
    this.batches = batches;
    this.clock = clock;
    this.admin = clients.admin();
    this.topics = new Lanes(admin, settings.group());
    this.first = new FirstJobs(clients.reader(GLANCE));
  }

  /**
   * Opens it; the broker is asked later.
   *
   * @param batches which teach what jobs cost
   */
  public static KafkaBacklog open(AlbumenConfig.Kafka settings, Batches batches) {
    return open(settings, batches, Clock.systemUTC());
  }

  static KafkaBacklog open(AlbumenConfig.Kafka settings, Batches batches, Clock clock) {
    return new KafkaBacklog(settings, batches, clock);
  }

  @Override
  public synchronized List<LaneBacklog> lanes() throws AlbumenException {
    Instant now = clock.instant();
    if (asked == null || asked.plus(FRESH).isBefore(now)) {
      asked = now;
      learn();
      try {
        known = read(now);
        failure = null;
      } catch (AlbumenException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return known;
  }

  private List<LaneBacklog> read(Instant now) throws AlbumenException {
    Map<String, Map<TopicPartition, Lanes.Waiting>> waiting = topics.read();
    Map<TopicPartition, Lanes.Waiting> all = new HashMap<>();
    waiting.values().forEach(all::putAll);
    Map<TopicPartition, FirstJobs.Seen> seen = first.look(all);
    List<LaneBacklog> lanes = new ArrayList<>();
    waiting.forEach((topic, partitions) -> lanes.add(lane(topic, partitions, seen, now)));
    return List.copyOf(lanes);
  }

  private LaneBacklog lane(
      String topic,
      Map<TopicPartition, Lanes.Waiting> partitions,
      Map<TopicPartition, FirstJobs.Seen> seen,
      Instant now) {
    String pool = requireNonNull(Topics.pool(topic));
    Lane lane = topic.equals(Topics.jobs(pool)) ? Lane.BULK : Lane.INTERACTIVE;
    long jobs = 0;
    Long sent = null;
    for (var partition : partitions.entrySet()) {
      FirstJobs.Seen found = requireNonNull(seen.get(partition.getKey()));
      long lag = partition.getValue().jobs();
      // Where few jobs wait marks of transactions are told apart, or a lane would never be empty.
      jobs += found.all() ? Math.min(lag, found.jobs()) : lag;
      if (found.sent() != null) {
        sent = sent == null ? found.sent() : Long.valueOf(Math.min(sent, found.sent()));
      }
    }
    Double age = sent == null ? null : Double.valueOf(Math.max(0, now.toEpochMilli() - sent) / 1e3);
    return new LaneBacklog(pool, lane, jobs, age, costs.seconds(pool, lane, jobs));
  }

  /** While the tracker is not ready what was learned before serves. */
  private void learn() {
    try {
      costs = Costs.learned(batches.batches(null, null, BATCHES).items());
    } catch (AlbumenException e) {
      LOG.debug("Costs are not learned now: {}", e.line());
    }
  }

  @Override
  public synchronized void close() {
    first.close();
    admin.close();
  }
}
