package org.albumen.dispatcher.tally;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.albumen.common.batch.RowRejected;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.failure.AlbumenException;
import org.albumen.dispatcher.view.BatchView;
import org.albumen.dispatcher.view.Batches;
import org.albumen.dispatcher.view.JobQuery;
import org.albumen.dispatcher.view.JobView;
import org.albumen.dispatcher.view.Slice;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This dispatcher's part of the tracker, and the way to the others'. Each batch and each job is
 * kept by one dispatcher, which is asked whoever it is; lists are put together from all. Safe for
 * use by several threads.
 */
public final class Tally implements Batches, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Tally.class);
  private static final Duration CLOSING = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final KafkaStreams streams;
  private final TrackerMeters meters;
  private final Owners owners;
  private final HostInfo here;
  private final LocalTally local;
  private final Peers peers;

  private Tally(
      KafkaStreams streams, TrackerMeters meters, Owners owners, URI address, PeerRoutes routes) {
    this.streams = streams;
    this.meters = meters;
    this.owners = owners;
    this.here = new HostInfo(address.getHost(), address.getPort());
    this.local = new LocalTally(new StreamsShelves(streams), Clock.systemUTC());
    this.peers = new Peers(address.getScheme(), routes.token());
    routes.answerBy(local);
  }

  /**
   * Starts one that no other dispatcher can ask: as {@link #start(AlbumenConfig, URI, PeerRoutes)}.
   */
  public static Tally start(AlbumenConfig config, URI address) throws AlbumenException {
    return start(config, address, new PeerRoutes(Optional.empty()));
  }

  /**
   * Starts it, and returns before it is {@link #ready}.
   *
   * @param address {@code http://host:port} at which other dispatchers reach the routes
   * @param routes what they ask there; all dispatchers need the same token
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE}; {@code BAD_CONFIGURATION} when topics are
   *     missing or have partitions with which it cannot work
   */
  public static Tally start(AlbumenConfig config, URI address, PeerRoutes routes)
      throws AlbumenException {
    TrackedTopics topics = TrackedTopics.of(config.kafka());
    TrackerMeters meters = new TrackerMeters();
    KafkaStreams streams =
        new KafkaStreams(
            TallyTopology.of(topics.batchPartitions(), meters),
            StreamsSettings.of(config, address));
    streams.setUncaughtExceptionHandler(
        e -> {
          LOG.error("A thread of the tracker ended and is replaced", e);
          meters.restarted();
          pause();
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    Owners owners = new Owners(streams, topics.eventPartitions(), topics.batchPartitions());
    streams.start();
    return new Tally(streams, meters, owners, address, routes);
  }

  /** Registers what it measures. */
  public void measure(MeterRegistry registry) {
    meters.bindTo(registry, this);
  }

  @Override
  public Optional<BatchView> batch(String batchId) throws AlbumenException {
    return one(BatchTally.FACTS, batchId, Question.batch(batchId)).map(Entry::batch);
  }

  @Override
  public Slice<BatchView> batches(@Nullable String tenant, @Nullable String after, int limit)
      throws AlbumenException {
    Answer answer = all(BatchTally.FACTS, Question.batches(tenant, after, limit));
    return new Slice<>(
        answer.entries().stream().map(e -> requireNonNull(e.batch())).toList(), next(answer));
  }

  @Override
  public Slice<JobView> jobs(String batchId, JobQuery query, @Nullable String after, int limit)
      throws AlbumenException {
    Answer answer = all(JobTally.JOBS, Question.jobs(batchId, query, after, limit));
    return new Slice<>(
        answer.entries().stream().map(e -> requireNonNull(e.job())).toList(), next(answer));
  }

  @Override
  public Optional<JobView> job(String batchId, String jobId) throws AlbumenException {
    return one(JobTally.JOBS, jobId, Question.job(batchId, jobId)).map(Entry::job);
  }

  @Override
  public List<RowRejected> rejectedRows(String batchId, int limit) throws AlbumenException {
    Owners.Owner owner = owners.of(BatchTally.FACTS, batchId);
    return ask(owner, Question.rows(batchId, limit)).entries().stream()
        .map(e -> requireNonNull(e.row()))
        .toList();
  }

  @Override
  public boolean ready() {
    if (streams.state() != KafkaStreams.State.RUNNING) {
      return false;
    }
    try {
      owners.of(JobTally.JOBS);
      owners.of(BatchTally.FACTS);
      return true;
    } catch (AlbumenException e) {
      return false;
    }
  }

  /** Partitions that this dispatcher has, of events and of batches together. */
  int parts() throws AlbumenException {
    return owners.of(JobTally.JOBS).getOrDefault(here, Set.of()).size()
        + owners.of(BatchTally.FACTS).getOrDefault(here, Set.of()).size();
  }

  /** Whether it has ended for good, which it does by itself never but for defects. */
  public boolean dead() {
    return streams.state().hasCompletedShutdown();
  }

  /** Events that were read since the start. */
  public long events() {
    return meters.events();
  }

  /** Messages that the busiest partition has yet to read; none are known of before the first. */
  double lag() {
    return streams.metrics().entrySet().stream()
        .filter(m -> m.getKey().name().equals("records-lag-max"))
        .filter(m -> m.getKey().group().equals("consumer-fetch-manager-metrics"))
        .mapToDouble(m -> m.getValue().metricValue() instanceof Double lag ? lag : 0)
        .filter(lag -> !Double.isNaN(lag))
        .max()
        .orElse(0);
  }

  /** Leaves at once, so that others take over; waits for 20 seconds at most. */
  @Override
  public void close() {
    streams.close(
        CloseOptions.timeout(CLOSING)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
  }

  private Optional<Entry> one(String store, String key, Question question) throws AlbumenException {
    return ask(owners.of(store, key), question).entries().stream().findFirst();
  }

  private Answer ask(Owners.Owner owner, Question question) throws AlbumenException {
    return at(owner.host()).ask(question.in(Set.of(owner.partition())));
  }

  private Answer all(String store, Question question) throws AlbumenException {
    List<Answer> answers = new ArrayList<>();
    for (Map.Entry<HostInfo, Set<Integer>> host : owners.of(store).entrySet()) {
      answers.add(at(host.getKey()).ask(question.in(host.getValue())));
    }
    return Answer.merged(answers, question.limit());
  }

  private Answering at(HostInfo host) {
    return host.equals(here) ? local : peers.at(host);
  }

  private static @Nullable String next(Answer answer) {
    List<Entry> entries = answer.entries();
    return answer.more() ? entries.get(entries.size() - 1).position() : null;
  }

  /** What fails at once would be tried again at once. */
  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
