package org.albumen.dispatcher.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PerpetualTest {
  @Test
  void whatFailsIsBegunAnewUntilItIsStopped() throws Exception {
    // Given
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch served = new CountDownLatch(1);

    // When
    Perpetual perpetual =
        Perpetual.start(
            "perpetual-test",
            life -> {
              switch (begun.incrementAndGet()) {
                case 1 -> throw new AlbumenException(FailureCode.STORE_UNAVAILABLE, "away");
                case 2 -> throw new KafkaException("away");
                default -> {
                  life.wentWell();
                  served.countDown();
                  await(life);
                }
              }
            });
    boolean came = served.await(30, TimeUnit.SECONDS);

    // Then
    assertThat(came).isTrue();
    assertThat(perpetual.healthy()).isTrue();
    perpetual.close();
    assertThat(perpetual.healthy()).isFalse();
    assertThat(begun).hasValue(3);
  }

  @Test
  void itStopsWhileWhatItDoesFails() throws Exception {
    // Given
    CountDownLatch failing = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();

    // When
    Perpetual perpetual =
        Perpetual.start(
            "perpetual-test",
            life -> {
              begun.incrementAndGet();
              failing.countDown();
              throw new KafkaException("away");
            });
    assertThat(failing.await(30, TimeUnit.SECONDS)).isTrue();
    perpetual.close();

    // Then
    assertThat(perpetual.healthy()).isFalse();
    assertThat(begun.get()).isPositive();
  }

  private static void await(Perpetual life) {
    while (life.goesOn()) {
      Thread.onSpinWait();
    }
  }
}
