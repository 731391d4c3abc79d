package org.albumen.dispatcher.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.config.S3Clients;
import org.albumen.common.event.JobAccepted;
import org.albumen.common.event.JobEvent;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.Job;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.SeedSource;
import org.albumen.common.job.Target;
import org.albumen.common.store.Boundary;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.submission.KeyFilter;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.Services;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
@SuppressWarnings("NullAway.Init")
class SubmitterIT {
  private static final Target RESULTS = new Target("results", "out");

  @TempDir static Path folder;
  private static Services services;
  private static ObjectStore store;

  @BeforeAll
  static void start() throws Exception {
    services = Services.start(folder);
    store = S3Clients.store(services.config().s3());
  }

  @AfterAll
  static void stop() throws IOException {
    store.close();
    services.close();
  }

  @Test
  void severalPagesOfAListingBecomeOneJobEachSpreadOverAllPartitions() throws Exception {
    // Given
    Set<String> keys =
        IntStream.range(0, 2500)
            .mapToObj("pages/scan-%05d.jpg"::formatted)
            .collect(Collectors.toSet());
    for (String key : keys) {
      photograph(key, 3);
    }
    photograph("pages/README.md", 1000);
    photograph("pages-of-another-prefix/a.jpg", 1);
    List<Long> progress = new ArrayList<>();
    // When
    Submitted submitted =
        submit(submission("b-pages", "pages/", "pages"), so -> progress.add(so.jobs()));
    // Then
    assertThat(submitted)
        .returns("b-pages", Submitted::batchId)
        .returns(2500L, Submitted::jobs)
        .returns(7500L, Submitted::bytes)
        .returns(1L, Submitted::skipped);
    assertThat(progress).hasSize(2501).isSorted().endsWith(2500L);
    List<ConsumerRecord<byte[], byte[]>> messages = services.contents(Topics.jobs("pages"));
    List<Job> jobs = jobs(messages);
    assertThat(jobs)
        .extracting(job -> job.source().ref().name())
        .containsExactlyInAnyOrderElementsOf(keys);
    assertThat(jobs).extracting(Job::id).doesNotHaveDuplicates();
    assertThat(jobs)
        .allSatisfy(
            job -> {
              assertThat(job.batchId()).isEqualTo("b-pages");
              assertThat(job.recipe()).isEqualTo("photo@1");
              assertThat(job.target()).isEqualTo(new Target("results", "out/"));
              assertThat(((ObjectSource) job.source()).size()).isEqualTo(3);
              assertThat(job.source().identified()).isTrue();
            });
    assertThat(messages.stream().collect(Collectors.groupingBy(ConsumerRecord::partition)).values())
        .hasSize(Services.PARTITIONS)
        .allSatisfy(partition -> assertThat(partition).hasSizeGreaterThan(200));
    assertThat(accepted("b-pages"))
        .containsExactlyInAnyOrderElementsOf(jobs.stream().map(Job::id).toList());
  }

  @Test
  void hostileKeysArriveAsTheyAreAndTheSameBatchGivesTheSameIds() throws Exception {
    // Given
    List<String> keys =
        List.of(
            "odd/two  spaces and + plus.jpg",
            "odd/Großmutter – 1912.tif",
            "odd/e\u0301 decomposed.png",
            "odd/%2F%20%00%zz.jpg",
            "odd/emoji 😀👩‍👩‍👧.webp",
            "odd/写真/おばあさん.jp2",
            "odd/quotes \"'`$(x) {y} <z> & ; | \\ back.gif",
            "odd/line\nfeed and \u001b[31mred.bmp");
    for (String key : keys) {
      photograph(key, 1);
    }
    Submission submission = submission("b-odd", "odd/", "odd");
    // When
    submit(submission, so -> {});
    submit(submission, so -> {});
    submit(submission("b-other", "odd/", "odd"), so -> {});
    // Then
    List<Job> jobs = jobs(services.contents(Topics.jobs("odd")));
    assertThat(jobs).hasSize(3 * keys.size());
    assertThat(keysOf(jobs)).isEqualTo(new TreeSet<>(keys));
    assertThat(ids(jobs, "b-odd")).hasSize(keys.size());
    assertThat(ids(jobs, "b-other"))
        .hasSize(keys.size())
        .doesNotContainAnyElementsOf(ids(jobs, "b-odd"));
    assertThat(Set.copyOf(accepted("b-odd"))).isEqualTo(ids(jobs, "b-odd"));
  }

  @Test
  void aChangedSourceIsAnotherJob() throws Exception {
    // Given
    photograph("changing/a.jpg", 1);
    submit(submission("b-changing", "changing/", "changing"), so -> {});
    // When
    photograph("changing/a.jpg", 2);
    submit(submission("b-changing", "changing/", "changing"), so -> {});
    // Then
    assertThat(ids(jobs(services.contents(Topics.jobs("changing"))), "b-changing")).hasSize(2);
  }

  @Test
  void everySeedBecomesAJobAndTheSameBatchGivesTheSameIds() throws Exception {
    // Given
    Submission submission =
        new Submission("b-seeds", Seeds.parse("3-6,0,5"), "faces-progan@1", RESULTS, "seeds");
    // When
    Submitted submitted = submit(submission, so -> {});
    submit(submission, so -> {});
    // Then
    assertThat(submitted)
        .returns(5L, Submitted::jobs)
        .returns(0L, Submitted::bytes)
        .returns(0L, Submitted::skipped);
    List<Job> jobs = jobs(services.contents(Topics.jobs("seeds")));
    assertThat(jobs).hasSize(10);
    assertThat(Set.copyOf(jobs.stream().map(Job::source).toList()))
        .isEqualTo(
            Set.of(
                new SeedSource(0),
                new SeedSource(3),
                new SeedSource(4),
                new SeedSource(5),
                new SeedSource(6)));
    assertThat(ids(jobs, "b-seeds")).hasSize(5);
    assertThat(Set.copyOf(accepted("b-seeds"))).isEqualTo(ids(jobs, "b-seeds"));
  }

  @Test
  void aMissingBucketIsNamedAndNothingIsPublished() throws Exception {
    // Given
    photograph("one/a.jpg", 1);
    Submission noSource =
        new Submission("b", new Listing("nowhere", "", KeyFilter.ALL), "photo@1", RESULTS, "none");
    Submission noTarget =
        new Submission(
            "b",
            new Listing("archive", "one/", KeyFilter.ALL),
            "photo@1",
            new Target("void", ""),
            "none");
    // When, then
    assertThatThrownBy(() -> submit(noSource, so -> {}))
        .isInstanceOfSatisfying(
            AlbumenException.class,
            e -> assertThat(e.line()).isEqualTo("BUCKET_NOT_FOUND: bucket nowhere does not exist"));
    assertThatThrownBy(() -> submit(noTarget, so -> {}))
        .isInstanceOfSatisfying(
            AlbumenException.class,
            e -> assertThat(e.line()).isEqualTo("BUCKET_NOT_FOUND: bucket void does not exist"));
    assertThat(services.contents(Topics.jobs("none"))).isEmpty();
  }

  @Test
  void aTargetInsideTheSourcesIsRefusedAndNothingIsPublished() throws Exception {
    // Given
    photograph("inside/a.jpg", 1);
    Target inside = new Target("archive", "inside/restored/");
    Submission submission =
        new Submission(
            "b", new Listing("archive", "inside/", KeyFilter.ALL), "photo@1", inside, "inside");
    // When, then
    assertThatThrownBy(() -> submit(submission, so -> {}))
        .isInstanceOfSatisfying(
            AlbumenException.class, e -> assertThat(e.line()).startsWith("TARGET_INSIDE_SOURCE: "));
    assertThat(services.contents(Topics.jobs("inside"))).isEmpty();
  }

  private static Submission submission(String batch, String prefix, String pool) {
    return new Submission(
        batch, new Listing("archive", prefix, KeyFilter.PHOTOGRAPHS), "photo@1", RESULTS, pool);
  }

  private static Submitted submit(Submission submission, Consumer<Submitted> progress)
      throws Exception {
    services.createTopics(submission.pool());
    try (Producer<byte[], byte[]> producer = services.clients().producer("test")) {
      return new Submitter(store, Boundary.ANY_BUCKET).submit(submission, producer, progress);
    }
  }

  private static void photograph(String key, int bytes) throws IOException {
    Path file = services.archive().resolve(key);
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[bytes]);
  }

  private static List<Job> jobs(List<ConsumerRecord<byte[], byte[]>> messages)
      throws AlbumenException {
    List<Job> jobs = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : messages) {
      Job job = CloudEventCodec.readJob(message);
      assertThat(new String(message.key(), StandardCharsets.UTF_8)).isEqualTo(job.id());
      assertThat(CloudEventCodec.read(message).getSubject()).isEqualTo(job.source().ref().name());
      jobs.add(job);
    }
    return jobs;
  }

  private static Set<String> keysOf(List<Job> jobs) {
    return jobs.stream()
        .map(job -> job.source().ref().name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> ids(List<Job> jobs, String batch) {
    return jobs.stream()
        .filter(job -> job.batchId().equals(batch))
        .map(Job::id)
        .collect(Collectors.toSet());
  }

  /** The ids of the jobs that were announced as accepted. */
  private static List<String> accepted(String batch) throws Exception {
    List<String> ids = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : services.contents(Topics.EVENTS)) {
      JobEvent event = CloudEventCodec.readEvent(message);
      if (event instanceof JobAccepted && event.batchId().equals(batch)) {
        ids.add(event.jobId());
      }
    }
    return ids;
  }
}
