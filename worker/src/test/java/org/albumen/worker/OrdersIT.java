package org.albumen.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.albumen.common.backoff.BackOff;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.control.CancelBatch;
import org.albumen.common.control.ForgetBatch;
import org.albumen.common.control.Orders;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.topic.Topics;
import org.albumen.worker.fake.Eventually;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class OrdersIT {
  private static final BackOff SOON = new BackOff(Duration.ofMillis(50), Duration.ofSeconds(1));

  @TempDir Path folder;

  @Test
  void whatWasOrderedBeforeIsKnownAtOnceAndWhatIsOrderedLaterSoon() throws Exception {
    try (Fleet fleet = new Fleet(folder, "orders")) {
      // Given
      fleet.submitRaw(List.of(cancel("before"), cancel("taken-back"), unreadable(), forget()));
      fleet.submitRaw(List.of(new ProducerRecord<>(Topics.CONTROL, utf8("taken-back"), null)));
      // When
      try (Orders orders = follow(fleet)) {
        // Then
        assertThat(orders.cancelled("before")).isTrue();
        assertThat(orders.cancelled("taken-back")).isFalse();
        assertThat(orders.cancelled("forgotten")).isFalse();
        assertThat(orders.count()).isEqualTo(1);
        // And
        fleet.submitRaw(List.of(cancel("after")));
        Eventually.until("the order is known", () -> orders.cancelled("after"));
        assertThat(orders.healthy()).isTrue();
      }
    }
  }

  @Test
  void itOutlivesTheBrokersRestart() throws Exception {
    try (Fleet fleet = new Fleet(folder, "orders");
        Orders orders = follow(fleet)) {
      // Given
      fleet.submitRaw(List.of(cancel("before")));
      Eventually.until("the order is known", () -> orders.cancelled("before"));
      // When
      fleet.stopKafka();
      assertThat(orders.cancelled("before")).isTrue();
      fleet.startKafka();
      // Then
      fleet.submitRaw(List.of(cancel("after")));
      Eventually.until("the order is known", () -> orders.cancelled("after"));
      assertThat(orders.cancelled("before")).isTrue();
    }
  }

  @Test
  void withoutABrokerItDoesNotBegin() throws Exception {
    try (Fleet fleet = new Fleet(folder, "orders")) {
      // Given
      fleet.stopKafka();
      // When, then
      assertThatThrownBy(() -> follow(fleet, Duration.ofSeconds(1)).close())
          .isInstanceOfSatisfying(
              AlbumenException.class,
              e -> assertThat(e.code()).isEqualTo(FailureCode.KAFKA_UNAVAILABLE));
    }
  }

  @Test
  void whenItIsClosedItFollowsNoMore() throws Exception {
    try (Fleet fleet = new Fleet(folder, "orders")) {
      // Given
      Orders orders = follow(fleet);
      // When
      orders.close();
      // Then
      assertThat(orders.healthy()).isFalse();
    }
  }

  private static Orders follow(Fleet fleet) throws Exception {
    return follow(fleet, Duration.ofSeconds(30));
  }

  private static Orders follow(Fleet fleet, Duration patience) throws Exception {
    return Orders.follow(
        () -> {
          try {
            return new KafkaClients(fleet.config("orders").kafka()).reader();
          } catch (AlbumenException e) {
            throw new IllegalStateException(e);
          }
        },
        patience,
        SOON);
  }

  private static ProducerRecord<byte[], byte[]> cancel(String batch) {
    return new CancelBatch(batch, "ann", Instant.EPOCH).toRecord();
  }

  private static ProducerRecord<byte[], byte[]> forget() {
    return new ForgetBatch("forgotten", "ann", Instant.EPOCH).toRecord();
  }

  private static ProducerRecord<byte[], byte[]> unreadable() {
    ProducerRecord<byte[], byte[]> whole = cancel("unreadable");
    return new ProducerRecord<>(whole.topic(), null, whole.key(), utf8("{}"), whole.headers());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
