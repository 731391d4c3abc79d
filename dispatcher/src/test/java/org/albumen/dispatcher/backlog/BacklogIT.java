package org.albumen.dispatcher.backlog;

import static org.albumen.dispatcher.backlog.Lists.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Lane;
import org.albumen.common.topic.TopicSetup;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.Letters;
import org.albumen.dispatcher.Services;
import org.albumen.dispatcher.metrics.DispatcherMetric;
import org.albumen.dispatcher.view.Backlog.LaneBacklog;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
@SuppressWarnings("NullAway.Init")
class BacklogIT {
  private static final Lists NO_BATCHES = new Lists(List.of());

  @TempDir Path folder;
  private Services services;
  private final Later clock = new Later();

  @BeforeEach
  void start() throws Exception {
    services = Services.start(folder);
    services.createTopics("photo");
    try (Admin admin = services.clients().admin()) {
      new TopicSetup(admin).shareGroup(services.config().kafka().group(), 30_000, 5);
    }
  }

  @AfterEach
  void stop() throws IOException {
    services.close();
  }

  @Test
  void jobsCountUntilTheyHaveEndedWhetherOrNotAnyoneTookOne() throws Exception {
    // Given
    services.send(jobs(10));
    List<Long> counts = new ArrayList<>();
    try (KafkaBacklog backlog = open(NO_BATCHES);
        KafkaShareConsumer<byte[], byte[]> consumer = services.clients().shareConsumer("test")) {
      // When
      counts.add(bulk(backlog).jobs());
      take(4, consumer);
      counts.add(bulk(backlog).jobs());
      take(6, consumer);
      counts.add(bulk(backlog).jobs());
      // Then
      assertThat(counts).containsExactly(10L, 6L, 0L);
      assertThat(bulk(backlog).oldestSeconds()).isNull();
      assertThat(bulk(backlog).gpuSeconds()).isZero();
      assertThat(backlog.lane("photo", Lane.INTERACTIVE).orElseThrow().jobs()).isZero();
    }
  }

  @Test
  void ofTransactionsNothingCountsButTheJobs() throws Exception {
    // Given
    try (Producer<byte[], byte[]> producer = services.clients().transactionalProducer("test")) {
      producer.initTransactions();
      for (int i = 0; i < 2; i++) {
        producer.beginTransaction();
        send(producer);
        producer.commitTransaction();
        producer.beginTransaction();
        send(producer);
        producer.abortTransaction();
      }
    }
    try (KafkaBacklog backlog = open(NO_BATCHES)) {
      assertThat(bulk(backlog).jobs()).isEqualTo(10);
      // When
      takeAll();
      // Then
      assertThat(bulk(backlog).jobs()).isZero();
      assertThat(bulk(backlog).oldestSeconds()).isNull();
    }
  }

  @Test
  void theOldestJobAndWhatAllOfThemTake() throws Exception {
    // Given
    services.send(jobs(10));
    Lists batches = new Lists(List.of(batch("photo@1", Lane.BULK, 20, 10, 0, 1_000, 25)));
    try (KafkaBacklog backlog = open(batches)) {
      bulk(backlog);
      clock.pass(Duration.ofHours(1));
      // When
      LaneBacklog bulk = bulk(backlog);
      // Then
      assertThat(bulk.oldestSeconds()).isBetween(3600.0, 3800.0);
      assertThat(bulk.gpuSeconds()).isCloseTo(25, within(1e-9));
    }
  }

  @Test
  void itIsToldWhileTheTrackerIsNotReadyAndForPoolsToCome() throws Exception {
    // Given
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (KafkaBacklog backlog = open(new Lists(null))) {
      BacklogMeters.bind(backlog, registry);
      services.createTopics("film");
      services.send(
          CloudEventCodec.job(
              Topics.jobs("film", Lane.INTERACTIVE), Letters.job("b", "one"), Letters.TRACE));
      clock.pass(Duration.ofMinutes(1));
      // When
      double photo = gauge(registry, DispatcherMetric.BACKLOG_JOBS, "photo", "bulk");
      // Then
      assertThat(photo).isZero();
      assertThat(gauge(registry, DispatcherMetric.BACKLOG_JOBS, "film", "interactive"))
          .isEqualTo(1);
      assertThat(gauge(registry, DispatcherMetric.BACKLOG_GPU_SECONDS, "film", "interactive"))
          .isNaN();
    }
  }

  @Test
  void withoutABrokerThereIsNoBacklog() throws Exception {
    // Given
    Map<String, String> settings =
        Map.of("kafka.bootstrap-servers", "127.0.0.1:9", "kafka.connect-timeout", "1s");
    try (KafkaBacklog backlog =
        KafkaBacklog.open(Services.config(settings).kafka(), NO_BATCHES, clock)) {
      for (int i = 0; i < 2; i++) {
        // When
        assertThatThrownBy(backlog::lanes)
            // Then
            .isInstanceOfSatisfying(
                AlbumenException.class,
                e -> assertThat(e.code()).isEqualTo(FailureCode.KAFKA_UNAVAILABLE));
      }
    }
  }

  private KafkaBacklog open(Lists batches) throws AlbumenException {
    return KafkaBacklog.open(services.config().kafka(), batches, clock);
  }

  /** As it is now, not as it was seconds ago. */
  private LaneBacklog bulk(KafkaBacklog backlog) throws AlbumenException {
    clock.pass(KafkaBacklog.FRESH.plusMillis(1));
    return backlog.lane("photo", Lane.BULK).orElseThrow();
  }

  private static double gauge(
      SimpleMeterRegistry registry, DispatcherMetric metric, String pool, String lane) {
    return registry.get(metric.id()).tags("pool", pool, "lane", lane).gauge().value();
  }

  private static List<ProducerRecord<byte[], byte[]>> jobs(int count) {
    List<ProducerRecord<byte[], byte[]>> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      jobs.add(CloudEventCodec.job(Topics.jobs("photo"), Letters.job("b", "j" + i), Letters.TRACE));
    }
    return jobs;
  }

  private static void send(Producer<byte[], byte[]> producer) throws Exception {
    for (ProducerRecord<byte[], byte[]> job : jobs(5)) {
      producer.send(job).get();
    }
  }

  /** As a worker does that is stopped when it has nothing to do. */
  private void takeAll() throws Exception {
    try (KafkaShareConsumer<byte[], byte[]> consumer = services.clients().shareConsumer("test")) {
      take(10, consumer);
      consumer.poll(Duration.ofSeconds(1));
      consumer.poll(Duration.ofSeconds(1));
    }
  }

  private void take(int count, KafkaShareConsumer<byte[], byte[]> consumer) {
    consumer.subscribe(List.of(Topics.jobs("photo")));
    for (int taken = 0; taken < count; ) {
      for (ConsumerRecord<byte[], byte[]> job : consumer.poll(Duration.ofSeconds(1))) {
        consumer.acknowledge(job, AcknowledgeType.ACCEPT);
        taken++;
      }
      consumer.commitSync();
    }
  }

  /** The system's clock, set forward. */
  private static final class Later extends Clock {
    private Duration by = Duration.ZERO;

    void pass(Duration time) {
      by = by.plus(time);
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(by);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
