package org.albumen.dispatcher.expand;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.albumen.common.batch.BatchEvent;
import org.albumen.common.batch.BatchExpanded;
import org.albumen.common.batch.BatchRejected;
import org.albumen.common.batch.BatchStarted;
import org.albumen.common.batch.RowRejected;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.config.S3Clients;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.job.Lane;
import org.albumen.common.job.Target;
import org.albumen.common.store.Boundary;
import org.albumen.common.store.SourceReader;
import org.albumen.common.submission.Filter;
import org.albumen.common.submission.Manifest;
import org.albumen.common.submission.Manifest.Format;
import org.albumen.common.submission.Prefix;
import org.albumen.common.submission.Sample;
import org.albumen.common.submission.SeedList;
import org.albumen.common.submission.Selection;
import org.albumen.common.submission.Submission;
import org.albumen.common.submission.SubmissionPage;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.Eventually;
import org.albumen.dispatcher.Services;
import org.albumen.dispatcher.select.SourceRule;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class ExpandersIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private static Services services;
  private static SourceReader store;

  @BeforeAll
  static void start() throws Exception {
    services = Services.start(folder);
    services.createTopics("photo");
    store = S3Clients.reader(services.config().s3());
  }

  @AfterAll
  static void stop() throws Exception {
    store.close();
    services.close();
  }

  @Test
  void aPrefixBecomesJobsOfItsLanePageByPage() throws Exception {
    // Given
    Path box = Files.createDirectories(services.archive().resolve("lanes"));
    for (int i = 0; i < 7; i++) {
      Files.writeString(box.resolve(i + ".tif"), "x");
    }
    Files.writeString(box.resolve("notes.txt"), "n");

    // When
    try (Expanders expanders = expanders(2, Room.UNBOUNDED, batch -> false)) {
      submit("lanes", new Prefix("archive", "lanes/", null), Lane.INTERACTIVE);
      Eventually.await(SOON, () -> ended("lanes"));
      assertThat(expanders.healthy()).isTrue();
    }

    // Then
    assertThat(keys(jobs("lanes", Lane.INTERACTIVE)))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 7).mapToObj("lanes/%d.tif"::formatted).toList());
    assertThat(jobs("lanes", Lane.BULK)).isEmpty();
    assertThat(facts("lanes"))
        .containsExactly(new BatchStarted("lanes"), new BatchExpanded("lanes", 7, 7, 1, 0));
    assertThat(accepted("lanes")).isEqualTo(7);
  }

  @Test
  void aSubmissionThatComesTwiceIsOneBatch() throws Exception {
    // Given
    submit("twice", new SeedList("0-9"), Lane.BULK);
    submit("twice", new SeedList("0-9"), Lane.BULK);

    // When
    try (Expanders first = expanders(3, Room.UNBOUNDED, batch -> false)) {
      Eventually.await(SOON, () -> ended("twice"));
      assertThat(first.healthy()).isTrue();
    }
    submit("twice", new SeedList("0-9"), Lane.BULK);
    submit("after-twice", new SeedList("0-9"), Lane.BULK);
    try (Expanders second = expanders(3, Room.UNBOUNDED, batch -> false)) {
      Eventually.await(SOON, () -> ended("after-twice"));
      assertThat(second.healthy()).isTrue();
    }

    // Then
    assertThat(jobs("twice", Lane.BULK)).hasSize(10).doesNotHaveDuplicates();
    assertThat(facts("twice"))
        .containsExactly(new BatchStarted("twice"), new BatchExpanded("twice", 10, 0, 0, 0));
  }

  @Test
  void batchesThatTakeTurnsAreWrittenWholeAndOnce() throws Exception {
    // Given
    List<String> batches =
        IntStream.range(0, 2 * Services.PARTITIONS).mapToObj("turns-%d"::formatted).toList();
    for (String batch : batches) {
      submit(batch, new SeedList("0-39"), Lane.BULK);
    }

    // When
    try (Expanders expanders = expanders(1, Room.UNBOUNDED, batch -> false)) {
      Eventually.await(SOON, () -> ended().containsAll(batches));
      assertThat(expanders.healthy()).isTrue();
    }

    // Then
    Map<String, List<String>> jobs = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> message : services.contents(Topics.jobs("photo"))) {
      Job job = CloudEventCodec.readJob(message);
      jobs.computeIfAbsent(job.batchId(), batch -> new ArrayList<>()).add(job.id());
    }
    assertThat(batches)
        .allSatisfy(batch -> assertThat(jobs.get(batch)).hasSize(40).doesNotHaveDuplicates());
  }

  @Test
  void malformedRowsAreFactsOfTheBatch() throws Exception {
    // Given
    manifest("rows.csv", "archive,a.tif\nnonsense\narchive,b.tif\n");

    // When
    try (Expanders expanders = expanders(1, Room.UNBOUNDED, batch -> false)) {
      submit("rows", new Manifest("archive", "rows.csv", null, Format.CSV), Lane.BULK);
      Eventually.await(SOON, () -> ended("rows"));
      assertThat(expanders.healthy()).isTrue();
    }

    // Then
    assertThat(keys(jobs("rows", Lane.BULK))).containsExactly("a.tif", "b.tif");
    assertThat(facts("rows").get(1))
        .isInstanceOfSatisfying(
            RowRejected.class,
            row -> {
              assertThat(row.file()).isEqualTo("rows.csv");
              assertThat(row.line()).isEqualTo(2);
              assertThat(row.code()).isEqualTo(FailureCode.MALFORMED_ROW);
            });
    assertThat(facts("rows").get(2)).isEqualTo(new BatchExpanded("rows", 2, 0, 0, 1));
  }

  @Test
  void moreMalformedRowsThanAreBorneEndTheBatch() throws Exception {
    // Given
    manifest("bad.csv", "archive,a.tif\n" + "nonsense\n".repeat(20) + "archive,z.tif\n");

    // When
    try (Expanders expanders = expanders(1, Room.UNBOUNDED, batch -> false)) {
      submit("bad", new Manifest("archive", "bad.csv", null, Format.CSV), Lane.BULK);
      Eventually.await(SOON, () -> ended("bad"));
      assertThat(expanders.healthy()).isTrue();
    }

    // Then
    assertThat(rejection("bad").code()).isEqualTo(FailureCode.TOO_MANY_MALFORMED_ROWS);
    assertThat(keys(jobs("bad", Lane.BULK))).containsExactly("a.tif");
  }

  @Test
  void aBucketThatDoesNotExistRejectsTheBatchAndNoOther() throws Exception {
    // When
    try (Expanders expanders = expanders(1, Room.UNBOUNDED, batch -> false)) {
      submit("nowhere", new Prefix("nowhere", "", null), Lane.BULK);
      submit("empty", new Prefix("archive", "nothing/", null), Lane.BULK);
      submit("beside", new SeedList("0-9"), Lane.BULK);
      Eventually.await(SOON, () -> ended("nowhere") && ended("empty") && ended("beside"));
      assertThat(expanders.healthy()).isTrue();
    }

    // Then
    assertThat(rejection("nowhere").code()).isEqualTo(FailureCode.BUCKET_NOT_FOUND);
    assertThat(rejection("empty").code()).isEqualTo(FailureCode.NOTHING_SELECTED);
    assertThat(jobs("beside", Lane.BULK)).hasSize(10);
  }

  @Test
  void aPoolThatNobodyServesRejectsTheBatch() throws Exception {
    // Given
    Submission submission =
        new Submission(
            "no-pool",
            new SeedList("7"),
            Filter.NONE,
            Sample.ALL,
            "faces-progan@1",
            new Target("results", ""),
            "nobody",
            Lane.BULK,
            0,
            null,
            null,
            null,
            Instant.now(),
            null,
            null);
    services.send(SubmissionPage.first(submission).toRecord());

    // When
    try (Expanders expanders = expanders(1, Room.UNBOUNDED, batch -> false)) {
      Eventually.await(SOON, () -> ended("no-pool"));
      assertThat(expanders.healthy()).isTrue();
    }

    // Then
    assertThat(rejection("no-pool").message()).contains("'nobody'");
  }

  @Test
  void aFullQueueHoldsABatchBackUntilThereIsRoomAndNoOtherBatch() throws Exception {
    // Given
    AtomicBoolean full = new AtomicBoolean(true);
    Room room = submission -> !(full.get() && submission.batchId().startsWith("held"));

    // When
    List<Job> whileFull;
    try (Expanders expanders = expanders(1, room, batch -> false)) {
      for (int i = 0; i < Services.PARTITIONS; i++) {
        submit("held-" + i, new SeedList("0-9"), Lane.BULK);
        submit("passes-" + i, new SeedList("0-9"), Lane.INTERACTIVE);
      }
      Eventually.await(SOON, () -> all("passes-"));
      whileFull = jobs("held-0", Lane.BULK);
      full.set(false);
      Eventually.await(SOON, () -> all("held-"));
      assertThat(expanders.healthy()).isTrue();
    }

    // Then
    assertThat(whileFull).isEmpty();
    assertThat(jobs("held-0", Lane.BULK)).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void aCancelledBatchIsExpandedNoFurther() throws Exception {
    // Given
    AtomicBoolean cancelled = new AtomicBoolean();

    // When
    try (Expanders expanders =
        expanders(1, Room.UNBOUNDED, batch -> batch.equals("stopped") && cancelled.get())) {
      submit("stopped", new SeedList("0-999999"), Lane.BULK);
      Eventually.await(SOON, () -> !jobs("stopped", Lane.BULK).isEmpty());
      cancelled.set(true);
      Eventually.await(SOON, () -> ended("stopped"));
      assertThat(expanders.healthy()).isTrue();
    }

    // Then
    BatchExpanded end = (BatchExpanded) facts("stopped").get(facts("stopped").size() - 1);
    assertThat(end.jobs()).isEqualTo(jobs("stopped", Lane.BULK).size()).isLessThan(1_000_000);
  }

  @Test
  void whatIsNoSubmissionIsPassedOver() throws Exception {
    // Given
    for (int partition = 0; partition < Services.PARTITIONS; partition++) {
      services.send(
          new ProducerRecord<>(
              Topics.SUBMISSIONS, partition, null, "no JSON".getBytes(StandardCharsets.UTF_8)));
    }

    // When
    try (Expanders expanders = expanders(1, Room.UNBOUNDED, batch -> false)) {
      submit("after-nonsense", new SeedList("7"), Lane.BULK);
      Eventually.await(SOON, () -> ended("after-nonsense"));
      assertThat(expanders.healthy()).isTrue();
    }

    // Then
    assertThat(jobs("after-nonsense", Lane.BULK)).hasSize(1);
  }

  @Test
  void aStoreThatIsAwayIsWaitedFor() throws Exception {
    // Given
    Files.writeString(services.archive().resolve("away.tif"), "x");
    Expanders.Parts before = parts(store, Room.UNBOUNDED, batch -> false, 3);
    submit("away", new Prefix("archive", "away", null), Lane.BULK);
    services.stopStore();

    // When
    try (Expanders expanders = Expanders.start(1, before)) {
      Eventually.await(SOON, () -> !expanders.healthy() || consumed());
      services.restartStore();
    }
    try (SourceReader moved = S3Clients.reader(services.config().s3());
        Expanders expanders = Expanders.start(1, parts(moved, Room.UNBOUNDED, batch -> false, 3))) {
      Eventually.await(SOON, () -> ended("away"));
      assertThat(expanders.healthy()).isTrue();
    }

    // Then
    assertThat(keys(jobs("away", Lane.BULK))).containsExactly("away.tif");
    store.close();
    store = S3Clients.reader(services.config().s3());
  }

  private static boolean consumed() throws Exception {
    Thread.sleep(2_000); // long enough to have met the store that is away
    return true;
  }

  private static Expanders expanders(int count, Room room, Predicate<String> cancelled)
      throws Exception {
    return Expanders.start(count, parts(store, room, cancelled, 3));
  }

  private static Expanders.Parts parts(
      SourceReader from, Room room, Predicate<String> cancelled, int pageSize) throws Exception {
    return new Expanders.Parts(
        services.clients(),
        "test",
        from,
        SourceRule.all(Boundary.ANY_BUCKET),
        room,
        cancelled,
        pageSize);
  }

  private static void submit(String batch, Selection selection, Lane lane) throws Exception {
    Submission submission =
        new Submission(
            batch,
            selection,
            Filter.NONE,
            Sample.ALL,
            "photo@1",
            new Target("results", ""),
            "photo",
            lane,
            9,
            null,
            null,
            null,
            Instant.now(),
            null,
            null);
    services.send(SubmissionPage.first(submission).toRecord());
  }

  private static void manifest(String key, String text) throws Exception {
    Files.writeString(services.archive().resolve(key), text);
  }

  private static BatchRejected rejection(String batch) throws Exception {
    List<BatchEvent> facts = facts(batch);
    return (BatchRejected) facts.get(facts.size() - 1);
  }

  private static boolean all(String prefix) throws Exception {
    for (int i = 0; i < Services.PARTITIONS; i++) {
      if (!ended(prefix + i)) {
        return false;
      }
    }
    return true;
  }

  /** The batches that came to an end. */
  private static Set<String> ended() throws Exception {
    Set<String> ended = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> message : services.contents(Topics.BATCHES)) {
      BatchEvent fact = BatchEvent.of(message);
      if (fact instanceof BatchExpanded || fact instanceof BatchRejected) {
        ended.add(fact.batchId());
      }
    }
    return ended;
  }

  private static boolean ended(String batch) throws Exception {
    return ended().contains(batch);
  }

  private static List<BatchEvent> facts(String batch) throws Exception {
    List<BatchEvent> facts = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : services.contents(Topics.BATCHES)) {
      BatchEvent event = BatchEvent.of(message);
      if (event.batchId().equals(batch)) {
        facts.add(event);
      }
    }
    return facts;
  }

  private static List<Job> jobs(String batch, Lane lane) throws Exception {
    List<Job> jobs = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : services.contents(Topics.jobs("photo", lane))) {
      Job job = CloudEventCodec.readJob(message);
      if (job.batchId().equals(batch)) {
        jobs.add(job);
      }
    }
    return jobs;
  }

  private static long accepted(String batch) throws Exception {
    return services.contents(Topics.EVENTS).stream()
        .filter(message -> batch.equals(CloudEventCodec.batchId(message.headers())))
        .count();
  }

  private static List<String> keys(List<Job> jobs) {
    return jobs.stream().map(job -> job.source().ref().name()).sorted().toList();
  }
}
