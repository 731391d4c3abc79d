package org.albumen.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.albumen.common.attempt.Attempt;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.worker.attempt.KafkaLedger;
import org.albumen.worker.attempt.Place;
import org.albumen.worker.fake.Eventually;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LedgerIT {
  private static final Place PLACE = new Place("albumen.jobs.photo", 0, 7);
  private static final Attempt FAILED =
      Attempt.failed("anna", FailureCode.ENGINE_FAILED, "why", Instant.EPOCH);
  private static final Attempt DRAINED = Attempt.drained("bert", Instant.EPOCH);

  @TempDir Path folder;

  @Test
  void whatOneWorkerNotesAnotherReadsUntilItIsForgotten() throws Exception {
    try (Fleet fleet = new Fleet(folder, "ledger");
        Producer<byte[], byte[]> producer = clients(fleet).producer("ledger");
        KafkaLedger anna = new KafkaLedger(producer, clients(fleet).reader());
        KafkaLedger bert = new KafkaLedger(producer, clients(fleet).reader())) {
      // Given
      assertThat(bert.of(PLACE)).isEmpty();
      // When
      anna.note(PLACE, FAILED);
      anna.note(new Place(PLACE.topic(), 1, 7), DRAINED);
      // Then
      assertThat(bert.of(PLACE)).containsExactly(FAILED);
      // And each adds to what others wrote
      bert.note(PLACE, DRAINED);
      assertThat(anna.of(PLACE)).containsExactly(FAILED, DRAINED);
      // And
      bert.forget(PLACE);
      Eventually.until("it is forgotten", () -> anna.of(PLACE).isEmpty());
      assertThat(anna.of(new Place(PLACE.topic(), 1, 7))).containsExactly(DRAINED);
    }
  }

  @Test
  void itOutlivesTheBrokersRestartAndSaysSoWhileItIsAway() throws Exception {
    try (Fleet fleet = new Fleet(folder, "ledger");
        Producer<byte[], byte[]> producer = clients(fleet).producer("ledger");
        KafkaLedger ledger = new KafkaLedger(producer, clients(fleet).reader())) {
      // Given
      ledger.note(PLACE, FAILED);
      // When
      fleet.stopKafka();
      // Then
      assertThatThrownBy(() -> ledger.note(PLACE, DRAINED))
          .isInstanceOfSatisfying(
              AlbumenException.class,
              e -> assertThat(e.code()).isEqualTo(FailureCode.KAFKA_UNAVAILABLE));
      // And
      fleet.startKafka();
      Eventually.until("it is read", () -> read(ledger).contains(FAILED));
    }
  }

  private static List<Attempt> read(KafkaLedger ledger) throws InterruptedException {
    try {
      return ledger.of(PLACE);
    } catch (AlbumenException notYet) {
      return List.of();
    }
  }

  private static KafkaClients clients(Fleet fleet) throws AlbumenException {
    return new KafkaClients(fleet.config("ledger").kafka());
  }
}
