package org.albumen.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
  private static final int MANY = 10_000;

  @Test
  void aSeedGivesTheSameFaults() {
    assertThat(faults(new FaultPlan(Percent.parse("5%"), 7)))
        .isEqualTo(faults(new FaultPlan(Percent.parse("5%"), 7)))
        .isNotEqualTo(faults(new FaultPlan(Percent.parse("5%"), 8)));
  }

  @Test
  void aShareOfTheRequestsFailsInEveryWay() {
    // Given
    FaultPlan plan = new FaultPlan(Percent.parse("5%"), 7);
    // When
    List<Fault> faults = faults(plan);
    // Then
    assertThat(faults).contains(Fault.values());
    assertThat(plan.faults()).isBetween(MANY / 25, MANY / 16);
    assertThat(plan.tally().values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(MANY);
    assertThat(plan.tally().get(Fault.ANSWER_LOST)).isGreaterThan(plan.tally().get(Fault.RESET));
  }

  @Test
  void nothingFailsUntilItIsArmed() {
    FaultPlan plan = new FaultPlan(Percent.parse("100%"), 7);
    assertThat(plan.next()).isEqualTo(Fault.NONE);
    plan.arm(true);
    assertThat(plan.next()).isNotEqualTo(Fault.NONE);
    plan.arm(false);
    assertThat(plan.next()).isEqualTo(Fault.NONE);
  }

  private static List<Fault> faults(FaultPlan plan) {
    plan.arm(true);
    return Stream.generate(plan::next).limit(MANY).toList();
  }
}
