package org.albumen.dispatcher.track;

import static org.albumen.common.failure.FailureCode.DELIVERIES_EXHAUSTED;
import static org.albumen.common.failure.FailureCode.IMAGE_DAMAGED;
import static org.albumen.common.failure.FailureCode.NOT_AN_IMAGE;
import static org.albumen.common.failure.FailureCode.STORE_UNAVAILABLE;
import static org.albumen.dispatcher.Events.accepted;
import static org.albumen.dispatcher.Events.cancelled;
import static org.albumen.dispatcher.Events.failed;
import static org.albumen.dispatcher.Events.replayed;
import static org.albumen.dispatcher.Events.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.albumen.common.event.JobEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchProgressTest {
  private static final Instant START = Instant.parse("2026-11-22T14:00:00Z");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void jobsAreCountedInWhateverOrderTheirEventsCome(int seed) {
    // Given
    List<JobEvent> events =
        new ArrayList<>(
            List.of(
                accepted("b", "a"),
                accepted("b", "b"),
                accepted("b", "c"),
                accepted("b", "d"),
                accepted("b", "e"),
                accepted("b", "f"),
                succeeded("b", "a", 2, false),
                succeeded("b", "b", 3, true),
                failed("b", "c", IMAGE_DAMAGED),
                failed("b", "d", IMAGE_DAMAGED),
                failed("b", "e", NOT_AN_IMAGE)));
    Collections.shuffle(events, new Random(seed));
    // When
    BatchStatus status = statusOf(events);
    // Then
    assertThat(status)
        .isEqualTo(
            new BatchStatus(
                "b",
                6,
                1,
                2,
                1,
                3,
                Map.of(IMAGE_DAMAGED, 2L, NOT_AN_IMAGE, 1L),
                0,
                5,
                START,
                START.plusSeconds(10)));
    assertThat(status.ended()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void ofTwoEndsTheBetterCounts(int seed) {
    // Given
    List<JobEvent> events =
        new ArrayList<>(
            List.of(
                failed("b", "a", DELIVERIES_EXHAUSTED),
                succeeded("b", "a", 1, false),
                cancelled("b", "a"),
                cancelled("b", "b"),
                failed("b", "b", NOT_AN_IMAGE),
                cancelled("b", "c")));
    Collections.shuffle(events, new Random(seed));
    // When
    BatchStatus status = statusOf(events);
    // Then
    assertThat(status)
        .returns(3L, BatchStatus::accepted)
        .returns(0L, BatchStatus::pending)
        .returns(1L, BatchStatus::succeeded)
        .returns(1L, BatchStatus::failed)
        .returns(1L, BatchStatus::cancelled)
        .returns(true, BatchStatus::ended)
        .returns(false, BatchStatus::allSucceeded);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void aReplayThatIsCancelledHasEnded(int seed) {
    // Given
    List<JobEvent> events =
        new ArrayList<>(
            List.of(
                accepted("b", "a"),
                failed("b", "a", NOT_AN_IMAGE),
                replayed("b", "a", 1),
                cancelled("b", "a").afterReplays(1)));
    Collections.shuffle(events, new Random(seed));
    // When
    BatchStatus status = statusOf(events);
    // Then
    assertThat(status)
        .returns(0L, BatchStatus::pending)
        .returns(0L, BatchStatus::failed)
        .returns(1L, BatchStatus::cancelled);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void aJobThatIsReplayedIsPendingUntilItEndsAgain(int seed) {
    // Given
    List<JobEvent> events =
        new ArrayList<>(
            List.of(
                accepted("b", "a"),
                failed("b", "a", STORE_UNAVAILABLE),
                replayed("b", "a", 1),
                accepted("b", "b"),
                failed("b", "b", STORE_UNAVAILABLE),
                replayed("b", "b", 1),
                failed("b", "b", NOT_AN_IMAGE).afterReplays(1),
                accepted("b", "c"),
                failed("b", "c", STORE_UNAVAILABLE),
                replayed("b", "c", 1),
                succeeded("b", "c", 2, false),
                accepted("b", "d"),
                failed("b", "d", STORE_UNAVAILABLE),
                replayed("b", "d", 1),
                failed("b", "d", STORE_UNAVAILABLE).afterReplays(1),
                replayed("b", "d", 2)));
    Collections.shuffle(events, new Random(seed));
    // When
    BatchStatus status = statusOf(events);
    // Then
    assertThat(status)
        .returns(4L, BatchStatus::accepted)
        .returns(2L, BatchStatus::pending)
        .returns(1L, BatchStatus::succeeded)
        .returns(1L, BatchStatus::failed)
        .returns(Map.of(NOT_AN_IMAGE, 1L), BatchStatus::failuresByCode)
        .returns(false, BatchStatus::ended);
  }

  @Test
  void aReplayOfAJobThatHadSucceededLeavesItSo() {
    // When
    BatchStatus status =
        statusOf(
            List.of(
                failed("b", "a", DELIVERIES_EXHAUSTED),
                succeeded("b", "a", 0, false),
                replayed("b", "a", 1)));
    // Then
    assertThat(status).returns(1L, BatchStatus::succeeded).returns(true, BatchStatus::ended);
  }

  @Test
  void aBatchOfWhichNothingIsKnownHasNoTimes() {
    assertThat(new BatchProgress("b").status())
        .returns(0L, BatchStatus::accepted)
        .returns(null, BatchStatus::first)
        .returns(null, BatchStatus::last);
  }

  private static BatchStatus statusOf(List<JobEvent> events) {
    BatchProgress progress = new BatchProgress("b");
    for (int i = 0; i < events.size(); i++) {
      JobEvent event = events.get(i);
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
    BatchStatus status = progress.status();
    assertThat(progress.accepted()).isEqualTo(status.accepted());
    assertThat(progress.ended()).isEqualTo(status.accepted() - status.pending());
    return status;
  }
}
