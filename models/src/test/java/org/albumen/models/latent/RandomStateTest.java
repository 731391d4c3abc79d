package org.albumen.models.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RandomStateTest {

  @Test
  void drawsWhatNumpyDraws() throws Exception {
    int same = 0;
    int all = 0;
    for (String[] row : rows()) {
      // Given
      long seed = Long.parseLong(row[0]);
      int first = Integer.parseInt(row[1]);
      double[] expected = Arrays.stream(row).skip(2).mapToDouble(Double::parseDouble).toArray();

      // When
      double[] numbers = new RandomState(seed).randn(first + expected.length);

      // Then
      for (int i = 0; i < expected.length; i++) {
        double number = numbers[first + i];
        assertThat(Math.abs(number - expected[i]))
            .as("number %d of seed %d", first + i, seed)
            .isLessThanOrEqualTo(2 * Math.ulp(expected[i]));
        assertThat((float) number).isEqualTo((float) expected[i]);
        same += number == expected[i] ? 1 : 0;
        all++;
      }
    }
    assertThat(all).isEqualTo(4 * 512);
    assertThat(same).as("numbers that are equal to the last bit").isGreaterThan(all * 9 / 10);
  }

  @Test
  void goesOnWhereTheLastCallEnded() {
    // Given
    double[] whole = new RandomState(3).randn(9);
    RandomState state = new RandomState(3);

    // When
    double[] first = state.randn(4);
    double[] second = state.randn(5);

    // Then
    assertThat(first).containsExactly(Arrays.copyOf(whole, 4));
    assertThat(second).containsExactly(Arrays.copyOfRange(whole, 4, 9));
  }

  @Test
  void refusesSeedsThatNumpyRefuses() {
    for (long seed : new long[] {-1, 1L << 32}) {
      assertThatThrownBy(() -> new RandomState(seed))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("" + seed);
    }
  }

  private static List<String[]> rows() throws Exception {
    try (InputStream in = RandomStateTest.class.getResourceAsStream("/latent/randn.txt")) {
      String text =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
      return text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" ", -1))
          .toList();
    }
  }
}
