package org.albumen.worker.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.albumen.common.attempt.Attempt;
import org.albumen.common.attempt.Attempt.Ending;
import org.albumen.common.attempt.History;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectSource;
import org.albumen.worker.fake.Messages;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class StandingTest {
  private static final Attempt FAILED =
      Attempt.failed("w", FailureCode.ENGINE_FAILED, "why", Instant.EPOCH);
  private static final Attempt DRAINED = Attempt.drained("w", Instant.EPOCH);
  private static final Attempt ISOLATED = Attempt.isolated("w", Instant.EPOCH);
  private static final Attempt ABANDONED = Attempt.abandoned("w", Instant.EPOCH);

  private final ConsumerRecord<byte[], byte[]> message =
      Messages.message(Messages.job(ObjectSource.of("scans", "a.jpg")));

  @Test
  void aFirstDeliveryHasNoPast() {
    // When
    Standing standing = Standing.of(message, 1, List.of(), Instant.EPOCH);
    // Then
    assertThat(standing).isEqualTo(new Standing(History.NONE, 1, 0, 0, false, false));
  }

  @Test
  void whatTheBrokerCountedAndNobodyNotedTookItsWorkerWithIt() {
    // When
    Standing standing = Standing.of(message, 6, List.of(FAILED, DRAINED, ABANDONED), Instant.EPOCH);
    // Then
    assertThat(standing.attempt()).isEqualTo(6);
    assertThat(standing.strikes()).as("one failed, two vanished").isEqualTo(3);
    assertThat(standing.vanished()).isEqualTo(2);
    assertThat(standing.history().attempts())
        .extracting(Attempt::ending)
        .containsExactly(
            Ending.FAILED, Ending.DRAINED, Ending.ABANDONED, Ending.VANISHED, Ending.VANISHED);
  }

  @Test
  void aWorkerThatDiesWhileItRunsAJobAloneSaysWhoKilledIt() {
    // When
    Standing waiting = Standing.of(message, 3, List.of(), Instant.EPOCH);
    Standing running = Standing.of(message, 4, List.of(ISOLATED), Instant.EPOCH);
    Standing stopped = Standing.of(message, 4, List.of(ISOLATED, DRAINED), Instant.EPOCH);
    // Then
    assertThat(waiting.diedAlone()).isFalse();
    assertThat(running.diedAlone()).isTrue();
    assertThat(running.vanished()).isEqualTo(3);
    assertThat(stopped.diedAlone()).isFalse();
    assertThat(stopped.vanished()).isEqualTo(2);
  }

  @Test
  void moreNotesThanDeliveriesAreNoMoreThanTheyAre() {
    // Given an acknowledgement that failed after its note
    // When
    Standing standing = Standing.of(message, 2, List.of(FAILED, ABANDONED), Instant.EPOCH);
    // Then
    assertThat(standing.strikes()).isEqualTo(1);
    assertThat(standing.vanished()).isZero();
    assertThat(standing.attempt()).isEqualTo(3);
  }

  @Test
  void aMessageThatIsQueuedAnewKeepsWhatCounts() {
    // Given
    Standing before = Standing.of(message, 4, List.of(FAILED, DRAINED), Instant.EPOCH);
    before.writeTo(message.headers());
    // When
    Standing after = Standing.of(message, 2, List.of(), Instant.EPOCH);
    // Then
    assertThat(before.strikes()).isEqualTo(2);
    assertThat(after.strikes()).isEqualTo(3);
    assertThat(after.vanished()).isEqualTo(2);
    assertThat(after.attempt()).isEqualTo(5);
    assertThat(after.history().attempts()).hasSize(4);
  }

  @Test
  void headersThatAreNoNumbersCountNothing() {
    // Given
    message.headers().add(Standing.STRIKES, new byte[] {'-', '1'});
    message.headers().add(Standing.VANISHED, null);
    message.headers().add(History.HEADER, new byte[] {'{'});
    // When, Then
    assertThat(Standing.of(message, 1, List.of(), Instant.EPOCH))
        .isEqualTo(new Standing(History.NONE, 1, 0, 0, false, false));
  }
}
