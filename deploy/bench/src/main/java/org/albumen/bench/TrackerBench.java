package org.albumen.bench;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.albumen.common.batch.BatchExpanded;
import org.albumen.common.batch.BatchStarted;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.ConfigLoader;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.event.FaceFinding;
import org.albumen.common.event.JobAccepted;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.event.PhotoOutcome;
import org.albumen.common.event.ResultImage;
import org.albumen.common.event.Timings;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.topic.TopicSetup;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.tally.Tally;
import org.albumen.embedded.EmbeddedKafka;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast the tracker takes events, beside a consumer that only reads them. */
@Command(
    name = "tracker",
    mixinStandardHelpOptions = true,
    description = "Events a second of the batch tracker, beside a bare consumer of the same topic.",
    sortOptions = false)
public final class TrackerBench implements Callable<Integer> {
  private static final String BATCH = "bench";
  private static final int PARTITIONS = 8;
  private static final long PATIENCE = Duration.ofMinutes(10).toNanos();
  private static final double NANOS = 1e9;
  private static final String SHA = "0".repeat(64);

  @Spec private CommandSpec spec;

  @Option(
      names = "--jobs",
      description = "Jobs, each of which is accepted and succeeds (default: ${DEFAULT-VALUE}).",
      defaultValue = "100000")
  private int jobs;

  /** Made by picocli. */
  @SuppressWarnings("NullAway.Init")
  public TrackerBench() {}

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (TemporaryFolder folder = TemporaryFolder.create();
        EmbeddedKafka kafka = EmbeddedKafka.start(folder.path().resolve("kafka"))) {
      AlbumenConfig config =
          ConfigLoader.load(
              null,
              Map.of(
                  "albumen.kafka.bootstrap-servers",
                  kafka.bootstrapServers(),
                  "albumen.dispatcher.state",
                  folder.path().resolve("state").toString()));
      KafkaClients clients = new KafkaClients(config.kafka());
      try (Admin admin = clients.admin()) {
        new TopicSetup(admin).create("photo", PARTITIONS);
      }
      publish(clients);
      long events = 2L * jobs;
      double bare = events / read(clients, events);
      double tracked = events / tracked(config, events);
      line(out, "%d events of %d jobs, %d partitions", events, jobs, PARTITIONS);
      line(out, "bare consumer %.0f events/s", bare);
      line(out, "tracker       %.0f events/s", tracked);
      line(out, "ratio         %.3f", tracked / bare);
      return 0;
    }
  }

  private void publish(KafkaClients clients) throws Exception {
    Instant now = Instant.now();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (Producer<byte[], byte[]> producer = clients.producer("bench")) {
      sent.add(producer.send(new BatchStarted(BATCH).toRecord(now)));
      for (int i = 0; i < jobs; i++) {
        sent.add(producer.send(CloudEventCodec.event(Topics.EVENTS, accepted(i), now, null)));
      }
      for (int i = 0; i < jobs; i++) {
        sent.add(producer.send(CloudEventCodec.event(Topics.EVENTS, succeeded(i), now, null)));
      }
      sent.add(producer.send(new BatchExpanded(BATCH, jobs, 0, 0, 0).toRecord(now)));
    }
    for (Future<RecordMetadata> record : sent) {
      record.get();
    }
  }

  /** Seconds from the first records to the last. */
  private static double read(KafkaClients clients, long events) throws AlbumenException {
    List<TopicPartition> partitions =
        IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition(Topics.EVENTS, p)).toList();
    try (KafkaConsumer<byte[], byte[]> reader = clients.reader()) {
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      long start = 0;
      long read = 0;
      long end = System.nanoTime() + PATIENCE;
      while (read < events) {
        var records = reader.poll(Duration.ofSeconds(1));
        start = start == 0 && !records.isEmpty() ? System.nanoTime() : start;
        read += records.count();
        requireBefore(end);
      }
      return (System.nanoTime() - start) / NANOS;
    }
  }

  /** Seconds from the first event to where the batch is shown as completed. */
  private static double tracked(AlbumenConfig config, long events) throws Exception {
    try (Tally tally = Tally.start(config, URI.create("http://127.0.0.1:9"))) {
      long end = System.nanoTime() + PATIENCE;
      while (tally.events() == 0) {
        Thread.sleep(1);
        requireBefore(end);
      }
      long start = System.nanoTime();
      while (tally.events() < events || !completed(tally)) {
        Thread.sleep(20);
        requireBefore(end);
      }
      return (System.nanoTime() - start) / NANOS;
    }
  }

  private static boolean completed(Tally tally) {
    try {
      return tally.batch(BATCH).map(batch -> batch.state().ended()).orElse(false);
    } catch (AlbumenException e) {
      return false;
    }
  }

  private static void requireBefore(long end) throws AlbumenException {
    if (System.nanoTime() > end) {
      throw new AlbumenException(FailureCode.KAFKA_UNAVAILABLE, "events do not come");
    }
  }

  private static JobAccepted accepted(int i) {
    return new JobAccepted(job(i), BATCH, source(i), "photo@1", 4_000_000L);
  }

  private static JobSucceeded succeeded(int i) {
    FaceFinding face = FaceFinding.detected(100.5, 200.25, 180, 240, 0.993, List.of());
    return new JobSucceeded(
        job(i),
        BATCH,
        source(i),
        "photo@1",
        SHA,
        new ResultImage(
            "results",
            "out/scan" + i + ".0123456789abcdef.png",
            "image/png",
            SHA,
            9_000_000,
            3000,
            2000),
        new ObjectRef("results", "out/scan" + i + ".0123456789abcdef.json"),
        PhotoOutcome.RESTORED,
        List.of(face),
        List.of(new NetworkUse("gfpgan-1.4", SHA, "Apache-2.0")),
        new Timings(100, 200, 1500, 150, 50),
        false,
        1,
        "worker-1");
  }

  private static String job(int i) {
    return String.format(Locale.ROOT, "%032x", i * 0x9E3779B97F4A7C15L);
  }

  private static ObjectRef source(int i) {
    return new ObjectRef("archive", "scans/1890/scan" + i + ".tif");
  }

  private static void line(PrintWriter out, String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
