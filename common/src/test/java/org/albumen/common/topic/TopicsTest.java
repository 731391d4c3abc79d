package org.albumen.common.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.albumen.common.job.Lane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
  @Test
  void aPoolHasATopic() {
    assertThat(Topics.jobs("photo")).isEqualTo("albumen.jobs.photo");
    assertThat(Topics.jobs("gpu-80g")).isEqualTo("albumen.jobs.gpu-80g");
  }

  @Test
  void eachLaneOfAPoolHasATopicOfItsOwn() {
    assertThat(Topics.jobs("photo", Lane.BULK)).isEqualTo(Topics.jobs("photo"));
    assertThat(Topics.jobs("photo", Lane.INTERACTIVE)).isEqualTo("albumen.jobs.photo.interactive");
  }

  @Test
  void aTopicTellsItsPoolInEitherLane() {
    assertThat(Topics.pool("albumen.jobs.gpu-80g")).isEqualTo("gpu-80g");
    assertThat(Topics.pool("albumen.jobs.gpu-80g.interactive")).isEqualTo("gpu-80g");
    assertThat(Topics.pool("albumen.jobs.interactive")).isEqualTo("interactive");
    assertThat(Topics.pool("albumen.jobs.interactive.interactive")).isEqualTo("interactive");
    assertThat(Topics.lane("albumen.jobs.gpu-80g")).isEqualTo(Lane.BULK);
    assertThat(Topics.lane("albumen.jobs.gpu-80g.interactive")).isEqualTo(Lane.INTERACTIVE);
    assertThat(Topics.lane("albumen.jobs.interactive")).isEqualTo(Lane.BULK);
    assertThat(Topics.pool("albumen.jobs.a.b")).isNull();
    assertThat(Topics.pool("albumen.events")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "a b", "a.b", "-a", "é", "../x"})
  void aNameThatIsNoPoolIsRefused(String pool) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Topics.jobs(pool))
        .withMessageContaining("pool '" + pool + "'");
  }

  @Test
  void aTopicOfJobsIsThatOfAPool() {
    assertThat(Topics.isJobs("albumen.jobs.photo")).isTrue();
    assertThat(Topics.isJobs("albumen.jobs.gpu-80g")).isTrue();
    assertThat(Topics.isJobs("albumen.jobs.")).isFalse();
    assertThat(Topics.isJobs("albumen.jobs.photo.interactive")).isTrue();
    assertThat(Topics.isJobs("albumen.jobs.a.b")).isFalse();
    assertThat(Topics.isJobs("albumen.jobs..interactive")).isFalse();
    assertThat(Topics.isJobs("albumen.jobs.photo.interactive.interactive")).isFalse();
    assertThat(Topics.isJobs("albumen.events")).isFalse();
    assertThat(Topics.isJobs("orders")).isFalse();
  }
}
