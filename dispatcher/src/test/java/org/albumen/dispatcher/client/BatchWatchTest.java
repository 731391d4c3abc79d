package org.albumen.dispatcher.client;

import static org.albumen.dispatcher.client.FakeApi.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.view.BatchState;
import org.albumen.dispatcher.view.BatchView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@SuppressWarnings("NullAway.Init")
class BatchWatchTest {
  private static final String EVENTS = "GET /batches/b/events";
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final BatchView FIRST = Views.batch("b", BatchState.RUNNING, 1, 0);
  private static final BatchView LATER = Views.batch("b", BatchState.RUNNING, 500, 2);
  private static final BatchView ENDED = Views.batch("b", BatchState.COMPLETED, 998, 2);

  private final List<BatchView> seen = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();
  private FakeApi fake;
  private ApiClient client;

  @BeforeEach
  void start() throws Exception {
    fake = FakeApi.start();
    client = new ApiClient(fake.settings());
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void aBatchIsFollowedToItsEnd() throws Exception {
    // Given
    fake.replyEvents(
            EVENTS, ":\n\n", event("batch", FIRST), event("batch", LATER), event("end", ""))
        .reply("GET /batches/b", 200, ENDED);
    // When
    Optional<BatchView> end = watch(false).follow("b", LONG);
    // Then
    assertThat(end).contains(ENDED);
    assertThat(seen).containsExactly(FIRST, LATER);
    assertThat(lost).isEmpty();
    assertThat(fake.requests().get(0).header("Authorization")).isEqualTo("Bearer t0ken");
  }

  @Test
  void aStreamThatBreaksIsOpenedAgain() throws Exception {
    // Given
    fake.replyEvents(EVENTS, event("batch", FIRST), "event: batch\nda")
        .cut(EVENTS)
        .replyProblem(EVENTS, 503, FailureCode.TRACKER_NOT_READY, "still reading", Map.of())
        .replyEvents(EVENTS, event("batch", LATER), event("end", ""))
        .reply("GET /batches/b", 200, ENDED);
    // When
    Optional<BatchView> end = watch(false).follow("b", LONG);
    // Then
    assertThat(end).contains(ENDED);
    assertThat(seen).containsExactly(FIRST, LATER);
    assertThat(lost).hasSizeBetween(2, 3).contains("still reading");
  }

  @Test
  void anUnknownBatchIsNotWaitedFor() {
    // Given
    fake.replyProblem(EVENTS, 404, FailureCode.BATCH_NOT_FOUND, "there is no batch b", Map.of());
    // When
    AlbumenException e =
        catchThrowableOfType(AlbumenException.class, () -> watch(false).follow("b", LONG));
    // Then
    assertThat(e.line()).isEqualTo("BATCH_NOT_FOUND: there is no batch b");
  }

  @Test
  void oneThatWasSubmittedJustNowIsWaitedForAMoment() throws Exception {
    // Given
    fake.replyProblem(EVENTS, 404, FailureCode.BATCH_NOT_FOUND, "there is no batch b", Map.of())
        .replyEvents(EVENTS, event("end", ""))
        .reply("GET /batches/b", 200, ENDED);
    // When
    Optional<BatchView> end = watch(true).follow("b", LONG);
    // Then
    assertThat(end).contains(ENDED);
  }

  @Test
  void aWatchEndsWithItsLimit() throws Exception {
    // Given
    fake.replyEvents(EVENTS, event("batch", FIRST));
    // When
    Optional<BatchView> end = watch(false).follow("b", Duration.ofMillis(1500));
    // Then
    assertThat(end).isEmpty();
    assertThat(seen).contains(FIRST);
  }

  @Test
  void aWatchEndsWhenNobodyLooks() throws Exception {
    // Given
    fake.replyEvents(EVENTS, event("batch", FIRST), event("batch", LATER));
    BatchWatch watch =
        new BatchWatch(
            client,
            new BatchWatch.Listener() {
              @Override
              public boolean seen(BatchView batch) {
                return !seen.add(batch);
              }

              @Override
              public void lost(String why) {
                lost.add(why);
              }
            },
            false);
    // When
    Optional<BatchView> end = watch.follow("b", LONG);
    // Then
    assertThat(end).isEmpty();
    assertThat(seen).containsExactly(FIRST);
  }

  @Test
  void somethingElseThatAnswersIsNamed() {
    // Given
    fake.replyText(EVENTS, 200, Map.of("Content-Type", "text/html"), "<h1>Welcome</h1>");
    // When
    AlbumenException e =
        catchThrowableOfType(AlbumenException.class, () -> watch(false).follow("b", LONG));
    // Then
    assertThat(e.line()).startsWith("BAD_CONFIGURATION: ").contains("albumen.api.url");
  }

  private BatchWatch watch(boolean submitted) {
    return new BatchWatch(
        client,
        new BatchWatch.Listener() {
          @Override
          public boolean seen(BatchView batch) {
            return seen.add(batch);
          }

          @Override
          public void lost(String why) {
            lost.add(why);
          }
        },
        submitted);
  }
}
