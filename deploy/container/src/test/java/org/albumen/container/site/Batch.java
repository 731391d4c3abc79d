package org.albumen.container.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.codec.Json;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.digest.Digest;
import org.albumen.common.event.JobAccepted;
import org.albumen.common.event.JobEvent;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.sidecar.Sidecar;
import org.albumen.common.store.ObjectHead;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Photographs that were submitted by the dispatcher's image, and what became of them. */
public final class Batch {
  private final Site site;
  private final String name;
  private final int jobs;

  private Batch(Site site, String name, int jobs) {
    this.site = site;
    this.name = name;
    this.jobs = jobs;
  }

  /**
   * Uploads photographs and submits them.
   *
   * @param name of the batch, the pool, and the prefix of sources and results
   * @param sides of the photographs, in pixels
   */
  public static Batch submit(Site site, String name, int... sides) throws Exception {
    try (ObjectStore store = site.store()) {
      for (int i = 0; i < sides.length; i++) {
        upload(store, name + "/" + i + ".png", Fixture.photograph(sides[i], i));
      }
    }
    Cli submit =
        site.dispatcher(
            "submit",
            "--direct",
            "--bucket",
            Site.PHOTOGRAPHS,
            "--prefix",
            name + "/",
            "--recipe",
            Fixture.RECIPE,
            "--to",
            Site.RESULTS + "/" + name,
            "--pool",
            name,
            "--batch",
            name);
    assertThat(submit.exit()).as(submit.out()).isZero();
    return new Batch(site, name, sides.length);
  }

  private static void upload(ObjectStore store, String key, byte[] bytes)
      throws IOException, AlbumenException {
    Path file = Files.createTempFile("albumen-photograph-", ".png");
    try {
      Files.write(file, bytes);
      store.putIfAbsent(
          new ObjectRef(Site.PHOTOGRAPHS, key),
          new ObjectStore.Content(file, "image/png", Digest.ofBytes(bytes), Map.of()));
    } finally {
      Files.delete(file);
    }
  }

  /** Waits until so many jobs have succeeded. */
  public void awaitSucceeded(int atLeast) {
    Patience.until(
        atLeast + " jobs of " + name + " have succeeded", () -> succeeded().size() >= atLeast);
  }

  /** The succeeded events, one for each job. */
  public List<JobSucceeded> succeeded() throws Exception {
    return events().values().stream()
        .filter(JobSucceeded.class::isInstance)
        .map(JobSucceeded.class::cast)
        .toList();
  }

  /**
   * Waits until all jobs have ended, then compares what was submitted with what is there: each job
   * has one end, which is success, one image and one sidecar with the bytes that the event names;
   * nothing else is there, and no dead letter.
   *
   * @return the succeeded events
   */
  public List<JobSucceeded> reconcile() throws Exception {
    awaitSucceeded(jobs);
    Map<String, JobEvent> events = events();
    List<JobSucceeded> succeeded = succeeded();
    assertThat(events.values().stream().filter(JobAccepted.class::isInstance)).hasSize(jobs);
    assertThat(events.values().stream().filter(JobEvent::terminal))
        .as("ends of jobs, each event id once")
        .hasSize(jobs)
        .hasOnlyElementsOfType(JobSucceeded.class);
    assertThat(succeeded.stream().map(JobSucceeded::jobId).distinct()).hasSize(jobs);
    requireNoDeadLetter(succeeded);
    requireObjects(succeeded);
    System.out.printf(
        "container: batch=%s submitted=%d succeeded=%d objects=%d lost=0 doubled=0 deadletters=0%n",
        name, jobs, succeeded.size(), 2 * jobs);
    return succeeded;
  }

  private void requireObjects(List<JobSucceeded> succeeded) throws Exception {
    List<String> wanted = new ArrayList<>();
    try (ObjectStore store = site.store()) {
      for (JobSucceeded event : succeeded) {
        wanted.add(event.result().key());
        wanted.add(event.sidecar().key());
        byte[] image = store.read(result(event), Integer.MAX_VALUE).orElseThrow();
        assertThat(Digest.ofBytes(image)).isEqualTo(event.result().sha256());
        byte[] sidecar = store.read(event.sidecar(), Integer.MAX_VALUE).orElseThrow();
        assertThat(Json.read(sidecar, Sidecar.class).result().sha256())
            .isEqualTo(event.result().sha256());
      }
      try (Stream<ObjectHead> found = store.list(Site.RESULTS, name + "/")) {
        assertThat(found.map(head -> head.ref().key()).toList())
            .as("objects in the store")
            .containsExactlyInAnyOrderElementsOf(wanted);
      }
    }
  }

  private static ObjectRef result(JobSucceeded event) {
    return new ObjectRef(event.result().bucket(), event.result().key());
  }

  private void requireNoDeadLetter(List<JobSucceeded> succeeded) throws Exception {
    List<String> ids = succeeded.stream().map(JobSucceeded::jobId).toList();
    List<String> dead =
        contents(Topics.DEAD_LETTERS).stream()
            .map(letter -> new String(letter.key(), java.nio.charset.StandardCharsets.UTF_8))
            .toList();
    assertThat(dead).as("dead letters").doesNotContainAnyElementsOf(ids);
  }

  /** The batch's events by id; two of one id must say the same of the result. */
  private Map<String, JobEvent> events() throws Exception {
    Map<String, JobEvent> events = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : contents(Topics.EVENTS)) {
      JobEvent event = CloudEventCodec.readEvent(record);
      if (!event.batchId().equals(name)) {
        continue;
      }
      JobEvent before = events.putIfAbsent(event.id(), event);
      if (before instanceof JobSucceeded one && event instanceof JobSucceeded two) {
        assertThat(two.result()).as("an event announced twice").isEqualTo(one.result());
      }
    }
    return events;
  }

  private List<ConsumerRecord<byte[], byte[]>> contents(String topic) throws Exception {
    List<ConsumerRecord<byte[], byte[]>> contents = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaClients(site.config().kafka()).reader()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(contents::add);
      }
    }
    return contents;
  }
}
