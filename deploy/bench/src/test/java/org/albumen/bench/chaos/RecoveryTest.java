package org.albumen.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.albumen.bench.chaos.Fleet.Blow;
import org.albumen.bench.chaos.Ledger.Told;
import org.albumen.bench.chaos.Recovery.Outage;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private static final Instant ZERO = Instant.ofEpochMilli(0);

  @Test
  void aKillIsOverWhenTheLastJobInHandHasEnded() {
    Blow kill = new Blow("worker-1", false, ZERO.plusMillis(10_000), Set.of("a", "b", "done"));
    List<Told> told =
        List.of(ended("done", 9_990), ended("a", 11_000), ended("b", 14_500), ended("c", 20_000));
    assertThat(Recovery.of(List.of(kill), List.of(), told).kills()).containsExactly(4.5);
  }

  @Test
  void aKillThatHitNoJobAndAGentleStrikeTellNothing() {
    Blow idle = new Blow("worker-1", false, ZERO, Set.of());
    Blow gentle = new Blow("worker-2", true, ZERO, Set.of("a"));
    assertThat(Recovery.of(List.of(idle, gentle), List.of(), List.of(ended("a", 5))).kills())
        .isEmpty();
  }

  @Test
  void aRestartIsOverWithTheNextEvent() {
    Outage outage = new Outage(ZERO.plusMillis(5_000), ZERO.plusMillis(8_000));
    List<Told> told = List.of(ended("a", 4_900), ended("b", 8_700), ended("c", 9_000));
    assertThat(Recovery.of(List.of(), List.of(outage), told).restarts()).containsExactly(0.7);
  }

  @Test
  void restartsAreSpreadOverTheRun() {
    assertThat(BrokerRestarts.due(0, 2, 0.33)).isFalse();
    assertThat(BrokerRestarts.due(0, 2, 0.34)).isTrue();
    assertThat(BrokerRestarts.due(1, 2, 0.34)).isFalse();
    assertThat(BrokerRestarts.due(1, 2, 0.67)).isTrue();
    assertThat(BrokerRestarts.due(2, 2, 1)).isFalse();
    assertThat(BrokerRestarts.due(0, 0, 1)).isFalse();
  }

  private static Told ended(String key, long at) {
    return new Told(key + ":succeeded", key, key, "worker-9", null, "", "sha", at);
  }
}
