package org.albumen.dispatcher.tally;

import static java.util.Objects.requireNonNull;
import static org.albumen.dispatcher.Events.accepted;
import static org.albumen.dispatcher.Events.failed;
import static org.albumen.dispatcher.Events.replayed;
import static org.albumen.dispatcher.Events.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.albumen.common.batch.BatchCompleted;
import org.albumen.common.batch.BatchEvent;
import org.albumen.common.batch.BatchExpanded;
import org.albumen.common.batch.BatchStarted;
import org.albumen.common.batch.RowRejected;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.control.ForgetBatch;
import org.albumen.common.event.JobEvent;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Target;
import org.albumen.common.submission.Prefix;
import org.albumen.common.submission.Submission;
import org.albumen.common.submission.SubmissionPage;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.Services;
import org.albumen.dispatcher.view.BatchState;
import org.albumen.dispatcher.view.BatchView;
import org.albumen.dispatcher.view.JobQuery;
import org.albumen.dispatcher.view.JobState;
import org.albumen.dispatcher.view.JobView;
import org.albumen.dispatcher.view.Slice;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(400)
@SuppressWarnings("NullAway.Init")
class TallyIT {
  private static final Instant TIME = Instant.parse("2026-11-28T14:00:00Z");
  private static final long PATIENCE = 120_000;
  private static final String SECRET = "between us";

  @TempDir static Path folder;
  private static Services services;

  @BeforeAll
  static void start() throws Exception {
    services = Services.start(folder.resolve("services"));
    services.createTopics("photo");
  }

  @AfterAll
  static void stop() throws IOException {
    services.close();
  }

  @Test
  void aRestartCountsWhatHappenedMeanwhileAndAnnouncesItsCompletionOnce() throws Exception {
    // Given
    Path state = folder.resolve("restart");
    submit("restart", 50);
    try (Tally tally = Tally.start(config(state), address())) {
      end("restart", 0, 30);
      await(() -> tally.batch("restart").map(b -> b.succeeded() == 30).orElse(false), tally);
    }
    end("restart", 20, 50);
    // When
    try (Tally tally = Tally.start(config(state), address())) {
      await(() -> completed(tally, "restart"), tally);
    }
    services.announce(TIME, succeeded("restart", "j7", 9, true));
    try (Tally tally = Tally.start(config(state), address())) {
      services.announce(TIME, accepted("restart-later", "a"));
      await(() -> tally.batch("restart-later").isPresent(), tally);
      // Then
      assertThat(tally.batch("restart").orElseThrow())
          .returns(50L, BatchView::jobs)
          .returns(50L, BatchView::succeeded)
          .returns(100L, BatchView::faces)
          .returns(50.0, BatchView::gpuSeconds);
    }
    assertThat(completions("restart"))
        .extracting(BatchCompleted::round)
        .containsExactly((Integer) null);
  }

  @Test
  void aLostStateComesBackFromKafka() throws Exception {
    // Given
    Path state = folder.resolve("lost");
    submit("lost", 20);
    try (Tally tally = Tally.start(config(state), address())) {
      end("lost", 0, 20);
      await(() -> completed(tally, "lost"), tally);
    }
    delete(state);
    // When
    try (Tally tally = Tally.start(config(state), address())) {
      await(tally::ready, tally);
      // Then
      assertThat(tally.batch("lost").orElseThrow())
          .returns(BatchState.COMPLETED, BatchView::state)
          .returns(20L, BatchView::succeeded);
      assertThat(jobs(tally, "lost", JobQuery.ALL, 7)).hasSize(20).doesNotHaveDuplicates();
      services.announce(TIME, failed("lost", "more", FailureCode.NOT_AN_IMAGE));
      services.announce(TIME, replayed("lost", "more", 1), succeeded("lost", "more", 0, false));
      await(() -> completions("lost").size() == 2, tally);
    }
    assertThat(completions("lost")).extracting(BatchCompleted::round).containsExactly(null, 1);
  }

  @Test
  void twoDispatchersAnswerForEachOther() throws Exception {
    // Given
    List<String> batches = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String batch = "two-" + i;
      batches.add(batch);
      submit(batch, 6);
      end(batch, 0, 6);
      services.send(
          new RowRejected(batch, "m.csv", i, FailureCode.MALFORMED_ROW, "no key").toRecord(TIME));
    }
    try (Site one = Site.open(folder.resolve("one"))) {
      await(() -> one.tally.ready() && completed(one.tally, "two-11"), one.tally);
      // When
      try (Site two = Site.open(folder.resolve("two"))) {
        await(() -> two.has() && one.has() && one.tally.ready() && two.tally.ready(), two.tally);
        // Then
        for (Tally tally : List.of(one.tally, two.tally)) {
          for (int i = 0; i < batches.size(); i++) {
            String batch = batches.get(i);
            await(() -> completed(tally, batch), tally);
            assertThat(tally.batch(batch).orElseThrow().succeeded()).isEqualTo(6);
            assertThat(tally.job(batch, batch + "/j3").map(JobView::state))
                .contains(JobState.SUCCEEDED);
            assertThat(jobs(tally, batch, JobQuery.ALL, 4)).hasSize(6).isSorted();
            assertThat(tally.rejectedRows(batch, 10)).hasSize(1);
          }
          assertThat(tally.batch("two-none")).isEmpty();
          assertThat(listed(tally, 5)).containsAll(batches).doesNotHaveDuplicates();
        }
        // And one alone does not answer for what the other has.
        one.server.stop();
        assertThatThrownBy(() -> two.tally.batches(null, null, 10))
            .isInstanceOfSatisfying(
                AlbumenException.class,
                e -> assertThat(e.code()).isEqualTo(FailureCode.TRACKER_NOT_READY));
      }
    }
    for (String batch : batches) {
      assertThat(completions(batch)).hasSize(1);
    }
  }

  @Test
  void aForgottenBatchIsGone() throws Exception {
    // Given
    submit("forgotten", 10);
    try (Tally tally = Tally.start(config(folder.resolve("forget")), address())) {
      end("forgotten", 0, 10);
      await(() -> completed(tally, "forgotten"), tally);
      // When
      services.send(new ForgetBatch("forgotten", "somebody", TIME).toRecord());
      await(() -> tally.batch("forgotten").isEmpty(), tally);
      // Then
      await(() -> tally.jobs("forgotten", JobQuery.ALL, null, 10).items().isEmpty(), tally);
    }
  }

  @Test
  void aPeerWithoutTheTokenIsRefused() throws Exception {
    // Given
    Peers strangers = new Peers("http", Optional.of("guessed"));
    PeerRoutes routes = new PeerRoutes(Optional.of(SECRET));
    routes.answerBy(question -> new Answer(List.of(), false));
    Javalin server = Javalin.create(c -> routes.addTo(c.routes)).start("127.0.0.1", 0);
    try {
      var host = new HostInfo("127.0.0.1", server.port());
      // When
      assertThatThrownBy(() -> strangers.at(host).ask(Question.batch("b").in(Set.of(0))))
          // Then
          .hasMessageContaining("401");
      assertThat(
              new Peers("http", Optional.of(SECRET))
                  .at(host)
                  .ask(Question.batch("b").in(Set.of(0)))
                  .entries())
          .isEmpty();
    } finally {
      server.stop();
    }
  }

  @Test
  void submissionsAndBatchesNeedAsManyPartitions(@TempDir Path other) throws Exception {
    // Given
    try (Services odd = Services.start(other)) {
      odd.createTopics("photo");
      try (Admin admin = odd.clients().admin()) {
        admin
            .createPartitions(
                Map.of(Topics.BATCHES, NewPartitions.increaseTo(Services.PARTITIONS + 1)))
            .all()
            .get();
        List<String> asked = List.of(Topics.BATCHES);
        while (requireNonNull(admin.describeTopics(asked).allTopicNames().get().get(Topics.BATCHES))
                .partitions()
                .size()
            == Services.PARTITIONS) {
          Thread.sleep(20); // until the broker, too, knows it
        }
      }
      // When
      assertThatThrownBy(() -> Tally.start(odd.config(), address()))
          // Then
          .isInstanceOfSatisfying(
              AlbumenException.class,
              e -> assertThat(e.code()).isEqualTo(FailureCode.BAD_CONFIGURATION));
    }
  }

  /** A dispatcher that has nothing but the tracker. */
  private static final class Site implements AutoCloseable {
    private final Javalin server;
    private final Tally tally;

    private Site(Javalin server, Tally tally) {
      this.server = server;
      this.tally = tally;
    }

    static Site open(Path state) throws Exception {
      PeerRoutes routes = new PeerRoutes(Optional.of(SECRET));
      Javalin server = Javalin.create(c -> routes.addTo(c.routes)).start("127.0.0.1", 0);
      URI address = URI.create("http://127.0.0.1:" + server.port());
      return new Site(server, Tally.start(config(state), address, routes));
    }

    /** Whether it has some of the partitions. */
    boolean has() throws AlbumenException {
      return tally.parts() > 0;
    }

    @Override
    public void close() {
      tally.close();
      server.stop();
    }
  }

  private static boolean completed(Tally tally, String batch) throws AlbumenException {
    return tally.batch(batch).map(b -> b.state() == BatchState.COMPLETED).orElse(false);
  }

  private static void submit(String batch, int jobs) throws Exception {
    Submission submission =
        Submission.of(
            batch, new Prefix("archive", "", null), "photo@1", new Target("results", "out/"), TIME);
    services.send(SubmissionPage.first(submission).toRecord());
    services.send(new BatchStarted(batch).toRecord(TIME));
    services.send(new BatchExpanded(batch, jobs, 0, 0, 0).toRecord(TIME));
    JobEvent[] events = new JobEvent[jobs];
    for (int i = 0; i < jobs; i++) {
      events[i] = accepted(batch, "j" + i);
    }
    services.announce(TIME, events);
  }

  private static void end(String batch, int from, int to) throws Exception {
    JobEvent[] events = new JobEvent[to - from];
    for (int i = from; i < to; i++) {
      events[i - from] = succeeded(batch, "j" + i, 2, false);
    }
    services.announce(TIME, events);
  }

  private static List<String> jobs(Tally tally, String batch, JobQuery query, int limit)
      throws AlbumenException {
    List<String> all = new ArrayList<>();
    String after = null;
    do {
      Slice<JobView> part = tally.jobs(batch, query, after, limit);
      part.items().forEach(job -> all.add(job.jobId()));
      after = part.next();
    } while (after != null);
    return all;
  }

  private static List<String> listed(Tally tally, int limit) throws AlbumenException {
    List<String> all = new ArrayList<>();
    String after = null;
    do {
      Slice<BatchView> part = tally.batches(null, after, limit);
      part.items().forEach(batch -> all.add(batch.batchId()));
      after = part.next();
    } while (after != null);
    return all;
  }

  /** As a reader sees them that reads what is committed. */
  private static List<BatchCompleted> completions(String batch) throws Exception {
    List<BatchCompleted> found = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : services.contents(Topics.EVENTS)) {
      if ("org.albumen.batch.completed.v1".equals(CloudEventCodec.type(message.headers()))
          && BatchEvent.of(message) instanceof BatchCompleted completed
          && completed.batchId().equals(batch)) {
        found.add(completed);
      }
    }
    return found;
  }

  private static AlbumenConfig config(Path state) throws AlbumenException {
    Map<String, String> settings = new HashMap<>(services.settings());
    settings.put("dispatcher.state", state.toString());
    return Services.config(settings);
  }

  /** Where nobody answers, as nobody has to ask. */
  private static URI address() {
    return URI.create("http://127.0.0.1:9");
  }

  /** Waits until it is so; while the tracker is not ready it is not. */
  private static void await(Callable<Boolean> so, Tally tally) throws Exception {
    long end = System.currentTimeMillis() + PATIENCE;
    while (true) {
      String why;
      try {
        if (so.call()) {
          return;
        }
        why = "not so";
      } catch (AlbumenException e) {
        assertThat(e.code()).isEqualTo(FailureCode.TRACKER_NOT_READY);
        why = e.line();
      }
      assertThat(tally.dead()).isFalse();
      assertThat(System.currentTimeMillis()).as(why).isLessThan(end);
      Thread.sleep(100);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
