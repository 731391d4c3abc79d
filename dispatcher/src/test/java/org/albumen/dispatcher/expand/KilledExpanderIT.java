package org.albumen.dispatcher.expand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.albumen.common.batch.BatchEvent;
import org.albumen.common.batch.BatchExpanded;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.job.Target;
import org.albumen.common.submission.Manifest;
import org.albumen.common.submission.Submission;
import org.albumen.common.submission.SubmissionPage;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.Services;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An expander that is killed in the midst of its pages. The long form, which the figures
 * are of: {@code -Dalbumen.kill.objects=100000 -Dalbumen.kill.times=30}.
 */
@Timeout(900)
class KilledExpanderIT {
  private static final int OBJECTS = Integer.getInteger("albumen.kill.objects", 10_000);
  private static final int KILLS = Integer.getInteger("albumen.kill.times", 5);
  private static final int PAGES_PER_LIFE = 8;

  @Test
  void everyObjectIsOneJobHoweverOftenTheDispatcherIsKilled(@TempDir Path folder) throws Exception {
    try (Services services = Services.start(folder)) {
      // Given
      services.createTopics("photo");
      Files.writeString(
          services.archive().resolve("list.csv"),
          IntStream.range(0, OBJECTS)
              .mapToObj("archive,box/%07d.tif\n"::formatted)
              .collect(Collectors.joining()));
      services.send(
          SubmissionPage.first(
                  Submission.of(
                      "killed",
                      new Manifest("archive", "list.csv", null, Manifest.Format.CSV),
                      "photo@1",
                      new Target("results", ""),
                      Instant.now()))
              .toRecord());
      Random random = new Random(7);

      // When
      int killed = 0;
      while (killed < KILLS) {
        Process expander = expander(services);
        try {
          awaitMore(services, written(services));
          Thread.sleep(random.nextInt(200));
        } finally {
          expander.destroyForcibly();
          assertThat(expander.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        killed++;
        assertThat(ended(services)).as("killed while it had work, kill %d", killed).isFalse();
      }
      Process last = expander(services);
      try {
        awaitEnd(services);
      } finally {
        last.destroyForcibly();
      }

      // Then
      Set<String> ids = new HashSet<>();
      Set<String> keys = new HashSet<>();
      List<ConsumerRecord<byte[], byte[]>> jobs = services.contents(Topics.jobs("photo"));
      for (ConsumerRecord<byte[], byte[]> message : jobs) {
        var job = CloudEventCodec.readJob(message);
        ids.add(job.id());
        keys.add(job.source().ref().name());
      }
      System.out.println(
          "killed="
              + killed
              + " objects="
              + OBJECTS
              + " jobs="
              + jobs.size()
              + " distinct="
              + keys.size());
      assertThat(jobs).hasSize(OBJECTS);
      assertThat(ids).hasSize(OBJECTS);
      assertThat(keys).hasSize(OBJECTS);
      assertThat(services.contents(Topics.EVENTS)).hasSize(OBJECTS);
      assertThat(facts(services))
          .filteredOn(BatchExpanded.class::isInstance)
          .containsExactly(new BatchExpanded("killed", OBJECTS, 0, 0, 0));
    }
  }

  private static Process expander(Services services) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-Daws.accessKeyId=" + System.getProperty("aws.accessKeyId"),
            "-Daws.secretAccessKey=" + System.getProperty("aws.secretAccessKey"),
            "-cp",
            System.getProperty("java.class.path"),
            ExpanderProcess.class.getName(),
            services.bootstrapServers(),
            services.config().s3().endpoint().orElseThrow().toString(),
            Integer.toString(Math.max(10, OBJECTS / (KILLS * PAGES_PER_LIFE * 10))))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void awaitMore(Services services, long before) throws Exception {
    while (written(services) <= before) {
      Thread.sleep(50);
    }
  }

  private static void awaitEnd(Services services) throws Exception {
    while (!ended(services)) {
      Thread.sleep(200);
    }
  }

  private static boolean ended(Services services) throws Exception {
    return facts(services).stream().anyMatch(BatchExpanded.class::isInstance);
  }

  private static List<BatchEvent> facts(Services services) throws Exception {
    List<BatchEvent> facts = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : services.contents(Topics.BATCHES)) {
      facts.add(read(message));
    }
    return facts;
  }

  private static BatchEvent read(ConsumerRecord<byte[], byte[]> message) throws IOException {
    return BatchEvent.of(message);
  }

  /** Pages that were committed. */
  private static long written(Services services) throws Exception {
    try (KafkaConsumer<byte[], byte[]> consumer = services.clients().reader()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.SUBMISSIONS).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
    }
  }
}
