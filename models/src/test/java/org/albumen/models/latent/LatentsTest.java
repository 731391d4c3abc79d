package org.albumen.models.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LatentsTest {

  @Test
  void aSeedGivesTheLatentOfThePythonTools() {
    assertThat(Latents.ofSeed(42, 3)).containsExactly(0.49671414f, -0.1382643f, 0.64768857f);
  }

  @Test
  void aStraightWayPassesTheMiddle() {
    assertThat(Latents.linear(new float[] {0, 2}, new float[] {4, -2}, 0.25)).containsExactly(1, 1);
  }

  @Test
  void anArcKeepsTheLength() {
    // Given
    float[] from = {3, 0};
    float[] to = {0, 3};

    // When
    float[] third = Latents.spherical(from, to, 1 / 3.0);

    // Then
    assertThat(third[0]).isCloseTo((float) (3 * Math.cos(Math.PI / 6)), within(1e-6f));
    assertThat(third[1]).isCloseTo(1.5f, within(1e-6f));
  }

  @Test
  void everyWayBeginsAndEndsWhereItShould() {
    // Given
    float[] from = Latents.ofSeed(1, 64);
    float[] to = Latents.ofSeed(2, 64);

    // When, then
    assertThat(Latents.spherical(from, to, 0)).containsExactly(from);
    assertThat(Latents.spherical(from, to, 1)).containsExactly(to);
    assertThat(Latents.linear(from, to, 0)).containsExactly(from);
    assertThat(Latents.linear(from, to, 1)).containsExactly(to);
  }

  @Test
  void directionsWithoutAnArcAreJoinedStraight() {
    // Given
    float[] from = {1, 2};

    // When, then
    assertThat(Latents.spherical(from, new float[] {-1, -2}, 0.5)).containsExactly(0, 0);
    assertThat(Latents.spherical(from, new float[] {2, 4}, 0.5)).containsExactly(1.5f, 3);
    assertThat(Latents.spherical(from, new float[] {0, 0}, 0.5)).containsExactly(0.5f, 1);
  }

  @Test
  void truncationDrawsTowardsTheMean() {
    assertThat(Latents.truncated(new float[] {3, 3}, new float[] {1, 2}, 0.5))
        .containsExactly(2, 2.5f);
    assertThat(Latents.psi(4, 0.7, 2)).containsExactly(0.7f, 0.7f, 1, 1);
    assertThat(Latents.psi(2, 0.5, 99)).containsExactly(0.5f, 0.5f);
  }

  @Test
  void latentsOfDifferentSizesHaveNoWayBetweenThem() {
    assertThatThrownBy(() -> Latents.linear(new float[2], new float[3], 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 and 3");
  }

  @Test
  void readsListsOfSeeds() {
    assertThat(Seeds.parse("1, 3,10-12")).isEqualTo(List.of(1L, 3L, 10L, 11L, 12L));
    assertThat(Seeds.parse("4294967295")).isEqualTo(List.of(4294967295L));
  }

  @Test
  void refusesWhatIsNoListOfSeeds() {
    for (String text : List.of("", "a", "1,", "-1", "5-3", "0-4000000000", "1-2-3")) {
      assertThatThrownBy(() -> Seeds.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
