package org.albumen.bench.dispatch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import org.albumen.bench.Median;
import org.albumen.common.batch.BatchEvent;
import org.albumen.common.batch.BatchExpanded;
import org.albumen.common.batch.BatchRejected;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.ConfigLoader;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.config.S3Clients;
import org.albumen.common.event.JobAccepted;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.Job;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.Target;
import org.albumen.common.store.Boundary;
import org.albumen.common.store.SourceReader;
import org.albumen.common.submission.Manifest;
import org.albumen.common.submission.Submission;
import org.albumen.common.submission.SubmissionPage;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.expand.Expanders;
import org.albumen.dispatcher.expand.Room;
import org.albumen.dispatcher.read.TopicReader;
import org.albumen.dispatcher.select.SourceRule;
import org.albumen.local.cli.Logging;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The process that is measured: bare producer and expander in turn, round after round. The first
 * rounds are told but do not count, since the JVMs of both sides compile meanwhile. A ratio is the
 * median of those of the rounds, so that a machine that grows slower or faster does not count.
 */
public final class ManifestProbe {
  private static final double NANOS = 1e9;
  private static final double MIB = 1 << 20;
  private static final int READY = 5_000;
  private static final int UNCOUNTED = 3;
  private static final Target TARGET = new Target("restored", "1927/");

  private static final Map<String, String> LARGE_BATCHES =
      Map.of(
          "albumen.kafka.client.batch.size",
          Integer.toString(KafkaClients.TRANSACTION_BATCH),
          "albumen.kafka.client.linger.ms",
          Integer.toString(KafkaClients.TRANSACTION_LINGER_MILLIS));

  private final AlbumenConfig config;
  private final KafkaClients clients;

  /** Whose producers gather records as those of transactions do. */
  private final KafkaClients inLargeBatches;

  private ManifestProbe(AlbumenConfig config, AlbumenConfig large) {
    this.config = config;
    this.clients = new KafkaClients(config.kafka());
    this.inLargeBatches = new KafkaClients(large.kafka());
  }

  static AlbumenConfig config(String brokers, URI store, Map<String, String> more)
      throws AlbumenException {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("albumen.kafka.bootstrap-servers", brokers);
    settings.put("albumen.s3.endpoint", store.toString());
    settings.put("albumen.s3.path-style", "true");
    return ConfigLoader.load(null, settings);
  }

  /** Arguments: broker, store, rows, rows of a page, rounds that count. */
  public static void main(String[] arguments) throws Exception {
    Logging.toFile();
    URI store = URI.create(arguments[1]);
    ManifestProbe probe =
        new ManifestProbe(
            config(arguments[0], store, Map.of()), config(arguments[0], store, LARGE_BATCHES));
    probe.measure(
        Integer.parseInt(arguments[2]),
        Integer.parseInt(arguments[3]),
        Integer.parseInt(arguments[4]));
    System.exit(0);
  }

  private void measure(int rows, int page, int rounds) throws Exception {
    try (SourceReader store = S3Clients.reader(config.s3());
        Expanders expanders =
            Expanders.start(
                1,
                new Expanders.Parts(
                    clients,
                    "bench",
                    store,
                    SourceRule.all(Boundary.ANY_BUCKET),
                    Room.UNBOUNDED,
                    batch -> false,
                    page))) {
      List<ProducerRecord<byte[], byte[]>> ready = ready();
      List<Double> bare = new ArrayList<>();
      List<Double> batched = new ArrayList<>();
      List<Double> expanded = new ArrayList<>();
      List<Double> ratios = new ArrayList<>();
      List<Double> batchedRatios = new ArrayList<>();
      for (int round = -UNCOUNTED; round < rounds; round++) {
        double bareRate = 2 * rows / bare(clients, ready, rows);
        double batchedRate = 2 * rows / bare(inLargeBatches, ready, rows);
        double rate = 2 * rows / expand("round-" + (round + UNCOUNTED), rows);
        System.out.printf(
            Locale.ROOT,
            "%-10s records/s: bare producer %,9.0f   in large batches %,9.0f   expander %,9.0f   ratio %.3f%n",
            round < 0 ? "warming up" : "round " + (round + 1),
            bareRate,
            batchedRate,
            rate,
            rate / bareRate);
        if (round >= 0) {
          bare.add(bareRate);
          batched.add(batchedRate);
          expanded.add(rate);
          ratios.add(rate / bareRate);
          batchedRatios.add(rate / batchedRate);
        }
      }
      System.out.printf(
          Locale.ROOT,
          "manifest: rows=%d rounds=%d bare_per_s=%.0f expander_per_s=%.0f ratio=%.3f bare_in_large_batches_per_s=%.0f ratio=%.3f live_heap_peak_mib=%.0f healthy=%s%n",
          rows,
          rounds,
          median(bare),
          median(expanded),
          median(ratios),
          median(batched),
          median(batchedRatios),
          livePeak() / MIB,
          expanders.healthy());
    }
  }

  private static double median(List<Double> rates) {
    return Median.of(rates).orElseThrow();
  }

  /** Records as the expander writes them, made beforehand. */
  private static List<ProducerRecord<byte[], byte[]>> ready() {
    List<ProducerRecord<byte[], byte[]>> ready = new ArrayList<>();
    Instant now = Instant.now();
    for (int i = 0; i < READY; i++) {
      ObjectSource source =
          ObjectSource.of(
              "scans", String.format(Locale.ROOT, "archive/box-%05d/sheet-%07d.tif", i / 200, i));
      Job job = Job.of("measured", source, "photo@1", TARGET, now);
      ready.add(CloudEventCodec.job(Topics.jobs("photo"), job, null));
      ready.add(CloudEventCodec.event(Topics.EVENTS, JobAccepted.of(job), now, null));
    }
    return ready;
  }

  private static double bare(
      KafkaClients clients, List<ProducerRecord<byte[], byte[]>> ready, int rows) {
    try (Producer<byte[], byte[]> producer = clients.producer("bare")) {
      long began = System.nanoTime();
      for (int i = 0; i < 2 * rows; i++) {
        ProducerRecord<byte[], byte[]> record = ready.get(i % ready.size());
        Future<RecordMetadata> unused =
            producer.send(
                new ProducerRecord<>(
                    record.topic(), null, record.key(), record.value(), record.headers()));
      }
      producer.flush();
      return (System.nanoTime() - began) / NANOS;
    }
  }

  private double expand(String batch, int rows) throws Exception {
    Submission submission =
        Submission.of(
            batch,
            new Manifest(ManifestBench.BUCKET, ManifestBench.KEY, null, Manifest.Format.CSV),
            "photo@1",
            TARGET,
            Instant.now());
    try (TopicReader facts = TopicReader.open(config.kafka(), Topics.BATCHES);
        Producer<byte[], byte[]> producer = clients.producer("submit")) {
      facts.skipToEnd();
      long began = System.nanoTime();
      producer.send(SubmissionPage.first(submission).toRecord()).get();
      boolean ended =
          facts.follow(message -> !isEnd(batch, read(message), rows), Duration.ofMinutes(20));
      if (!ended) {
        throw new IllegalStateException("the batch has not ended in time");
      }
      return (System.nanoTime() - began) / NANOS;
    }
  }

  private static BatchEvent read(ConsumerRecord<byte[], byte[]> message) {
    try {
      return BatchEvent.of(message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isEnd(String batch, BatchEvent event, int rows) {
    if (!event.batchId().equals(batch)) {
      return false;
    }
    if (event instanceof BatchRejected rejected) {
      throw new IllegalStateException(rejected.toString());
    }
    if (event instanceof BatchExpanded expanded && expanded.jobs() != rows) {
      throw new IllegalStateException(expanded.toString());
    }
    return event instanceof BatchExpanded;
  }

  /** The most that was alive after a collection of the old generation, or is in use now. */
  private static double livePeak() {
    double peak = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP && pool.getName().contains("Old")) {
        peak += pool.getPeakUsage().getUsed();
      }
    }
    return peak;
  }
}
