package org.albumen.dispatcher.tally;

import static java.util.Objects.requireNonNull;
import static org.albumen.common.failure.FailureCode.DELIVERIES_EXHAUSTED;
import static org.albumen.common.failure.FailureCode.IMAGE_DAMAGED;
import static org.albumen.common.failure.FailureCode.MALFORMED_ROW;
import static org.albumen.common.failure.FailureCode.NOTHING_SELECTED;
import static org.albumen.common.failure.FailureCode.NOT_AN_IMAGE;
import static org.albumen.dispatcher.Events.accepted;
import static org.albumen.dispatcher.Events.cancelled;
import static org.albumen.dispatcher.Events.failed;
import static org.albumen.dispatcher.Events.replayed;
import static org.albumen.dispatcher.Events.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.albumen.common.batch.BatchCancelled;
import org.albumen.common.batch.BatchExpanded;
import org.albumen.common.batch.BatchRejected;
import org.albumen.common.batch.BatchStarted;
import org.albumen.common.batch.RowRejected;
import org.albumen.common.control.CancelBatch;
import org.albumen.common.control.ForgetBatch;
import org.albumen.common.event.JobAccepted;
import org.albumen.common.event.JobEvent;
import org.albumen.common.event.JobReviewed;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.event.PhotoOutcome;
import org.albumen.common.job.Lane;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.Target;
import org.albumen.common.submission.Cursor;
import org.albumen.common.submission.Filter;
import org.albumen.common.submission.Prefix;
import org.albumen.common.submission.Sample;
import org.albumen.common.submission.Submission;
import org.albumen.common.submission.SubmissionPage;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.track.BatchEvent;
import org.albumen.dispatcher.track.BatchProgress;
import org.albumen.dispatcher.track.BatchStatus;
import org.albumen.dispatcher.view.BatchState;
import org.albumen.dispatcher.view.BatchView;
import org.albumen.dispatcher.view.JobQuery;
import org.albumen.dispatcher.view.JobState;
import org.albumen.dispatcher.view.JobView;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class TallyTest {
  private static final Instant START = Driven.START;
  private static final String DIGEST = "d1".repeat(32);

  @TempDir Path folder;
  private Driven tally;

  @BeforeEach
  void start() {
    tally = new Driven(folder);
  }

  @AfterEach
  void stop() {
    tally.close();
  }

  @Test
  void anyEventsInAnyOrderGiveWhatBatchProgressCounts() throws Exception {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      // Given
      String batch = "batch-" + round;
      List<JobEvent> events = lives(batch, random);
      BatchStatus expected = progress(batch, events);
      // When
      for (int i = 0; i < events.size(); i++) {
        tally.announce(events.get(i), START.plusSeconds(i));
        if (random.nextInt(10) == 0) {
          tally.second();
        }
      }
      tally.second();
      // Then
      assertThat(tally.view(batch))
          .as("%s", events)
          .returns(expected.accepted(), BatchView::jobs)
          .returns(expected.pending(), BatchView::pending)
          .returns(expected.succeeded(), BatchView::succeeded)
          .returns(expected.reused(), BatchView::reused)
          .returns(expected.failed(), BatchView::failed)
          .returns(expected.failuresByCode(), BatchView::failuresByCode)
          .returns(expected.cancelled(), BatchView::cancelled)
          .returns(expected.faces(), BatchView::faces)
          .returns(expected.last(), BatchView::updatedAt)
          .returns(
              expected.pending() == 0 ? BatchState.COMPLETED : BatchState.RUNNING,
              BatchView::state);
      for (JobState state : JobState.values()) {
        assertThat(tally.jobs(batch, new JobQuery(state, null, false)))
            .hasSize(Math.toIntExact(count(tally.view(batch), state)));
      }
    }
    assertThat(tally.completions()).as("nothing was submitted here").isEmpty();
  }

  @Test
  void aSubmissionGoesFromQueuedToCompleted() throws Exception {
    // Given
    Submission submission = submission("b");
    List<BatchState> states = new ArrayList<>();
    // When
    tally.submit(SubmissionPage.first(submission));
    states.add(tally.view("b").state());
    tally.tell(new BatchStarted("b"));
    states.add(tally.view("b").state());
    tally.submit(new SubmissionPage(submission, new Cursor(1, "a", 0, 0, 0, 1, 1, 10, 1, 0)));
    tally.announce(accepted("b", "a"));
    tally.announce(succeeded("b", "a", 2, false));
    tally.second();
    states.add(tally.view("b").state());
    tally.tell(new BatchExpanded("b", 2, 20, 3, 0));
    states.add(tally.view("b").state());
    tally.announce(accepted("b", "b"));
    tally.second();
    assertThat(tally.completions()).isEmpty();
    tally.announce(failed("b", "b", NOT_AN_IMAGE));
    tally.second();
    // Then
    BatchView view = tally.view("b");
    states.add(view.state());
    assertThat(states)
        .containsExactly(
            BatchState.QUEUED,
            BatchState.EXPANDING,
            BatchState.EXPANDING,
            BatchState.RUNNING,
            BatchState.COMPLETED);
    assertThat(view)
        .returns("photo@1", BatchView::recipe)
        .returns(DIGEST, BatchView::requestDigest)
        .returns(2L, BatchView::jobs)
        .returns(0L, BatchView::pending)
        .returns(3L, BatchView::skipped)
        .returns(1.0, BatchView::gpuSeconds)
        .returns(8L, BatchView::pixels)
        .returns(START, BatchView::submittedAt)
        .returns(START.plusSeconds(2), BatchView::completedAt);
    assertThat(tally.completions())
        .singleElement()
        .satisfies(
            completed -> {
              assertThat(completed.jobs()).isEqualTo(2);
              assertThat(completed.succeeded()).isEqualTo(1);
              assertThat(completed.failuresByCode()).isEqualTo(Map.of(NOT_AN_IMAGE, 1L));
              assertThat(completed.gpuSeconds()).isEqualTo(1.0);
              assertThat(completed.round()).isNull();
            });
  }

  @Test
  void anObjectThatAManifestNamesTwiceIsOneJobAndTheBatchEnds() throws Exception {
    // Given
    tally.submit(SubmissionPage.first(submission("b")));
    tally.tell(new BatchStarted("b"));
    // When
    tally.announce(accepted("b", "a"));
    tally.announce(accepted("b", "a"));
    tally.announce(accepted("b", "b"));
    tally.tell(new BatchExpanded("b", 3, 0, 0, 0));
    tally.announce(succeeded("b", "a", 0, false));
    tally.announce(succeeded("b", "a", 0, false));
    tally.announce(succeeded("b", "b", 0, false));
    tally.second();
    // Then
    assertThat(tally.completions()).hasSize(1);
    assertThat(tally.view("b"))
        .returns(BatchState.COMPLETED, BatchView::state)
        .returns(2L, BatchView::jobs)
        .returns(2L, BatchView::succeeded)
        .returns(0L, BatchView::pending);
  }

  @Test
  void duplicatesAfterItsCompletionAnnounceNothingMore() throws Exception {
    // Given
    completed("b", succeeded("b", "a", 0, false), failed("b", "b", IMAGE_DAMAGED));
    assertThat(tally.completions()).hasSize(1);
    BatchView before = tally.view("b");
    // When
    tally.announce(accepted("b", "a"));
    tally.announce(succeeded("b", "a", 5, true));
    tally.announce(failed("b", "b", NOT_AN_IMAGE));
    tally.tell(new BatchExpanded("b", 2, 0, 0, 0));
    tally.submit(SubmissionPage.first(submission("b")));
    tally.second();
    // Then
    assertThat(tally.completions()).isEmpty();
    assertThat(tally.view("b"))
        .returns(before.faces(), BatchView::faces)
        .returns(before.failuresByCode(), BatchView::failuresByCode)
        .returns(BatchState.COMPLETED, BatchView::state);
  }

  @Test
  void everyReplayThatEndsIsAnotherCompletionHoweverQuick() throws Exception {
    // Given
    completed("b", failed("b", "a", DELIVERIES_EXHAUSTED));
    tally.completions();
    // When
    tally.announce(replayed("b", "a", 1));
    tally.second();
    BatchState between = tally.view("b").state();
    tally.announce(failed("b", "a", DELIVERIES_EXHAUSTED).afterReplays(1));
    tally.second();
    tally.announce(replayed("b", "a", 2));
    tally.announce(succeeded("b", "a", 0, false));
    tally.second();
    // Then
    assertThat(between).isEqualTo(BatchState.RUNNING);
    assertThat(tally.completions()).extracting(c -> c.round()).containsExactly(1, 2);
    assertThat(tally.view("b")).returns(1L, BatchView::succeeded).returns(0L, BatchView::failed);
  }

  @Test
  void aCancelledBatchIsCancelledOnceItsJobsHaveEnded() throws Exception {
    // Given
    tally.submit(SubmissionPage.first(submission("b")));
    tally.tell(new BatchStarted("b"));
    tally.announce(accepted("b", "a"));
    // When
    tally.tell(new BatchCancelled("b", "somebody"));
    tally.second();
    BatchState before = tally.view("b").state();
    tally.announce(cancelled("b", "a"));
    tally.second();
    BatchState expanding = tally.view("b").state();
    tally.tell(new BatchExpanded("b", 1, 0, 0, 0));
    // Then
    assertThat(before).isEqualTo(BatchState.CANCELLING);
    assertThat(expanding).as("more may have been made").isEqualTo(BatchState.CANCELLING);
    assertThat(tally.view("b").state()).isEqualTo(BatchState.CANCELLED);
    assertThat(tally.completions()).hasSize(1);
  }

  @Test
  void aBatchThatIsCancelledBeforeItBeginsHasEnded() throws Exception {
    // When
    tally.submit(SubmissionPage.first(submission("b")));
    tally.tell(new BatchCancelled("b", "somebody"));
    tally.tell(new BatchExpanded("b", 0, 0, 0, 0));
    // Then
    assertThat(tally.view("b"))
        .returns(BatchState.CANCELLED, BatchView::state)
        .returns(START, BatchView::completedAt);
    assertThat(tally.completions()).hasSize(1);
  }

  @Test
  void aRejectedBatchSaysWhyAndWhichRows() throws Exception {
    // When
    tally.submit(SubmissionPage.first(submission("b")));
    tally.tell(new RowRejected("b", "m.csv", 12, MALFORMED_ROW, "no key"));
    tally.tell(new RowRejected("b", "m.csv", 7, MALFORMED_ROW, "no key"));
    tally.tell(new RowRejected("b", "m.csv", 7, MALFORMED_ROW, "no key"));
    tally.tell(new BatchRejected("b", NOTHING_SELECTED, "nothing there", 0));
    // Then
    assertThat(tally.view("b"))
        .returns(BatchState.REJECTED, BatchView::state)
        .returns(NOTHING_SELECTED, BatchView::code)
        .returns(2L, BatchView::rejectedRows);
    assertThat(tally.ask(Question.rows("b", 10)).entries())
        .extracting(entry -> entry.row() == null ? 0 : entry.row().line())
        .containsExactly(7L, 12L);
    assertThat(tally.completions()).hasSize(1);
  }

  @Test
  void theLastReviewCounts() throws Exception {
    // Given
    JobSucceeded plain = succeeded("b", "a", 1, false);
    tally.announce(doubtful(plain));
    tally.second();
    JobQuery toReview = new JobQuery(null, null, true);
    assertThat(tally.jobs("b", toReview)).containsExactly("b/a");
    assertThat(tally.view("b").needsReview()).isEqualTo(1);
    // When
    tally.announce(review("2", JobReviewed.Verdict.REJECTED), START.plusSeconds(20));
    tally.announce(review("1", JobReviewed.Verdict.ACCEPTED), START.plusSeconds(10));
    tally.second();
    // Then
    assertThat(tally.jobs("b", toReview)).isEmpty();
    assertThat(tally.view("b").needsReview()).isZero();
    JobView job = requireNonNull(tally.job("b", "b/a"));
    assertThat(job.review()).isEqualTo(JobReviewed.Verdict.REJECTED);
    assertThat(job.history())
        .extracting(JobView.Happening::outcome)
        .containsExactly("succeeded", "reviewed", "reviewed");
  }

  @Test
  void jobsAreListedInPartsByWhatTheyAre() throws Exception {
    // Given
    for (int i = 10; i < 40; i++) {
      tally.announce(accepted("b", "j" + i));
      tally.announce(accepted("bb", "j" + i));
      if (i % 3 == 0) {
        tally.announce(failed("b", "j" + i, i % 2 == 0 ? NOT_AN_IMAGE : IMAGE_DAMAGED));
      }
    }
    // When
    List<String> all = new ArrayList<>();
    Answer part = tally.ask(Question.jobs("b", JobQuery.ALL, null, 7));
    all.addAll(part.entries().stream().map(Entry::position).toList());
    while (part.more()) {
      part = tally.ask(Question.jobs("b", JobQuery.ALL, all.get(all.size() - 1), 7));
      all.addAll(part.entries().stream().map(Entry::position).toList());
    }
    // Then
    assertThat(all).hasSize(30).isSorted().doesNotHaveDuplicates().startsWith("b/j10");
    assertThat(tally.jobs("b", new JobQuery(null, NOT_AN_IMAGE, false)))
        .containsExactly("b/j12", "b/j18", "b/j24", "b/j30", "b/j36");
    assertThat(tally.jobs("b", new JobQuery(JobState.FAILED, null, false))).hasSize(10);
    assertThat(tally.jobs("b", new JobQuery(JobState.PENDING, null, false))).hasSize(20);
    assertThat(tally.jobs("b", new JobQuery(JobState.PENDING, NOT_AN_IMAGE, false))).isEmpty();
  }

  @Test
  void batchesAreListedTheLatestFirstAndByTenant() throws Exception {
    // Given
    for (int i = 0; i < 9; i++) {
      Submission one = submission("b" + i, i % 2 == 0 ? "even" : "odd", START.plusSeconds(i));
      tally.submit(SubmissionPage.first(one));
    }
    tally.announce(accepted("direct", "a"), START.plusSeconds(100));
    tally.second();
    // When
    Answer first = tally.ask(Question.batches(null, null, 3));
    Answer second = tally.ask(Question.batches(null, first.entries().get(2).position(), 3));
    Answer odd = tally.ask(Question.batches("odd", null, 10));
    // Then
    assertThat(ids(first)).containsExactly("direct", "b8", "b7");
    assertThat(ids(second)).containsExactly("b6", "b5", "b4");
    assertThat(ids(odd)).containsExactly("b7", "b5", "b3", "b1");
    assertThat(odd.more()).isFalse();
  }

  @Test
  void aForgottenBatchLeavesNothingBehindAndDoesNotComeBack() throws Exception {
    // Given
    JobEvent[] ends = new JobEvent[3_000];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = failed("old", "j" + i, NOT_AN_IMAGE);
    }
    completed("old", ends);
    completed("other", succeeded("other", "a", 1, false));
    int others = tally.entries();
    // When
    tally.send(new CancelBatch("other", "somebody", START).toRecord());
    tally.send(new ForgetBatch("old", "somebody", START).toRecord());
    tally.second();
    int afterOne = tally.entries();
    for (int i = 0; i < 5; i++) {
      tally.second();
    }
    // Then
    assertThat(others - afterOne).as("bounded work").isBetween(1, 11_000);
    assertThat(tally.batch("old")).isNull();
    assertThat(tally.job("old", "old/j7")).isNull();
    assertThat(ids(tally.ask(Question.batches(null, null, 10)))).containsExactly("other");
    int left = tally.entries();
    tally.close();
    tally = new Driven(folder.resolve("fresh"));
    completed("other", succeeded("other", "a", 1, false));
    assertThat(left).as("as if it had never been").isEqualTo(tally.entries());
  }

  @Test
  void whatHappenedBeforeABatchWasForgottenIsNotCountedWhenItIsReadAgain() throws Exception {
    // Given
    tally.send(new ForgetBatch("b", "somebody", START).toRecord());
    // When
    completed("b", succeeded("b", "a", 1, false));
    BatchView before = tally.batch("b");
    tally.pass(Duration.ofSeconds(5));
    tally.announce(accepted("b", "later"));
    tally.second();
    // Then
    assertThat(before).isNull();
    assertThat(tally.view("b").jobs()).isEqualTo(1);
  }

  @Test
  void thePaceIsThatOfTheLastMinutes() throws Exception {
    // Given
    tally.submit(SubmissionPage.first(submission("b")));
    tally.tell(new BatchStarted("b"));
    tally.tell(new BatchExpanded("b", 1_000, 0, 0, 0));
    // When
    for (int i = 0; i < 400; i++) {
      tally.announce(accepted("b", "j" + i));
      tally.announce(succeeded("b", "j" + i, 0, false));
      tally.pass(Duration.ofMillis(500));
    }
    tally.second();
    BatchView busy = tally.view("b");
    tally.pass(Duration.ofMinutes(10));
    // Then
    assertThat(busy.imagesPerSecond()).isCloseTo(2, within(0.2));
    assertThat(busy.etaSeconds()).isBetween(250L, 350L);
    assertThat(tally.view("b").imagesPerSecond()).isZero();
    assertThat(tally.view("b").etaSeconds()).isNull();
  }

  @Test
  void whatIsNoEventIsPassedOver() throws Exception {
    // When
    for (String topic :
        List.of(Topics.EVENTS, Topics.BATCHES, Topics.SUBMISSIONS, Topics.CONTROL)) {
      for (String junk : List.of("", "junk", "null", "[]", "{}", "{\"outcome\":\"accepted\"}")) {
        byte[] bytes = junk.getBytes(StandardCharsets.UTF_8);
        tally.send(new ProducerRecord<>(topic, bytes, bytes));
        tally.send(new ProducerRecord<>(topic, null, bytes));
      }
    }
    tally.announce(accepted("b", "a"), Instant.parse("+99999-01-01T00:00:00Z"));
    tally.second();
    // Then
    assertThat(tally.view("b")).returns(1L, BatchView::jobs).returns(START, BatchView::updatedAt);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void bytesArePutTogetherFromAcceptances(int copies) throws Exception {
    // When
    for (int i = 0; i < copies; i++) {
      tally.announce(
          new JobAccepted("b/a", "b", new ObjectRef("archive", "a.jpg"), "photo@1", 1_000L));
      tally.announce(accepted("b", "b"));
    }
    tally.second();
    // Then
    assertThat(tally.view("b")).returns(1_000L, BatchView::bytes).returns(2L, BatchView::jobs);
  }

  /** A batch that becomes two or so jobs and ends. */
  private void completed(String batch, JobEvent... ends) {
    tally.submit(SubmissionPage.first(submission(batch)));
    tally.tell(new BatchStarted(batch));
    tally.tell(new BatchExpanded(batch, ends.length, 0, 0, 0));
    for (JobEvent end : ends) {
      tally.announce(new JobAccepted(end.jobId(), batch, end.source(), "photo@1", null));
      tally.announce(end);
    }
    tally.second();
  }

  private static List<String> ids(Answer answer) {
    return answer.entries().stream()
        .map(entry -> entry.batch() == null ? "" : entry.batch().batchId())
        .toList();
  }

  private static Submission submission(String batch) {
    return submission(batch, null, START);
  }

  private static Submission submission(String batch, @Nullable String tenant, Instant at) {
    return new Submission(
        batch,
        new Prefix("archive", "scans/", null),
        Filter.NONE,
        Sample.ALL,
        "photo@1",
        new Target("results", "out/"),
        "photo",
        Lane.BULK,
        10,
        "label",
        tenant,
        "somebody",
        at,
        null,
        DIGEST);
  }

  private static JobSucceeded doubtful(JobSucceeded s) {
    return new JobSucceeded(
        s.jobId(),
        s.batchId(),
        s.source(),
        s.recipe(),
        s.fingerprint(),
        s.result(),
        s.sidecar(),
        PhotoOutcome.NEEDS_REVIEW,
        s.faces(),
        s.networks(),
        s.timings(),
        s.reused(),
        s.attempts(),
        s.worker());
  }

  private static JobReviewed review(String name, JobReviewed.Verdict verdict) {
    return new JobReviewed(
        "b/a", "b", new ObjectRef("archive", "a.jpg"), name, verdict, "somebody", null);
  }

  private static long count(BatchView view, JobState state) {
    return switch (state) {
      case PENDING -> view.pending();
      case SUCCEEDED -> view.succeeded();
      case FAILED -> view.failed();
      case CANCELLED -> view.cancelled();
    };
  }

  /** What may happen to some jobs, some of it twice, in any order. */
  private static List<JobEvent> lives(String batch, Random random) {
    List<JobEvent> events = new ArrayList<>();
    int jobs = 1 + random.nextInt(6);
    for (int i = 0; i < jobs; i++) {
      String job = "j" + i;
      events.add(accepted(batch, job));
      int replays = random.nextInt(3);
      for (int r = 1; r <= replays; r++) {
        events.add(failed(batch, job, NOT_AN_IMAGE).afterReplays(r - 1));
        events.add(replayed(batch, job, r));
      }
      switch (random.nextInt(6)) {
        case 0 -> events.add(succeeded(batch, job, random.nextInt(4), random.nextBoolean()));
        case 1 -> events.add(failed(batch, job, IMAGE_DAMAGED).afterReplays(replays));
        case 2 -> events.add(cancelled(batch, job));
        case 3 -> {
          events.add(failed(batch, job, DELIVERIES_EXHAUSTED).afterReplays(replays));
          events.add(succeeded(batch, job, 1, false));
        }
        default -> {}
      }
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      events.add(events.get(random.nextInt(events.size())));
    }
    Collections.shuffle(events, random);
    return events;
  }

  private static BatchStatus progress(String batch, List<JobEvent> events) {
    BatchProgress progress = new BatchProgress(batch);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < events.size(); i++) {
      JobEvent event = events.get(i);
      if (seen.add(event.id())) {
        progress.add(
            new BatchEvent(
                event,
                START.plusSeconds(i),
                CloudEventBuilder.v1()
                    .withId(event.id())
                    .withType(event.type())
                    .withSource(URI.create("/test"))
                    .build()));
      }
    }
    return progress.status();
  }
}
