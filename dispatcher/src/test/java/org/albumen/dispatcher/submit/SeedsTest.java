package org.albumen.dispatcher.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.albumen.common.job.SeedSource;
import org.albumen.dispatcher.submit.Seeds.Range;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeedsTest {

  @Test
  void aListIsReadAsRangesInOrderAndNoSeedTwice() {
    // When
    Seeds seeds = Seeds.parse("7, 3-5,4-6,0,7");
    // Then
    assertThat(seeds.ranges()).containsExactly(new Range(0, 0), new Range(3, 6), new Range(7, 7));
    assertThat(seeds.count()).isEqualTo(6);
    assertThat(seeds.candidates(new ManyObjects(0)).map(Selection.Candidate::source).toList())
        .isEqualTo(Stream.of(0, 3, 4, 5, 6, 7).map(SeedSource::new).toList());
  }

  @Test
  void aLongListCostsNothingUntilItIsWalked() {
    // When
    Seeds seeds = Seeds.parse("4284967296-4294967295");
    // Then
    assertThat(seeds.count()).isEqualTo(Seeds.MOST);
    assertThat(seeds.candidates(new ManyObjects(0)).findFirst().orElseThrow().source())
        .isEqualTo(new SeedSource(4_284_967_296L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", "1,", "a", "-1", "1-", "1--2", "0x1", "1.5", "12345678901"})
  void whatIsNoListIsRefusedWithTheGrammar(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Seeds.parse(text))
        .withMessage("seeds are written like 7 or 0-31 or 1,3,10-12");
  }

  @ParameterizedTest
  @CsvSource({
    "5-3, a range of seeds goes upwards",
    "4294967296, a seed is 4294967295 at most",
    "0-10000000, a submission has 10000000 seeds at most",
  })
  void whatIsTooMuchIsSaid(String text, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Seeds.parse(text))
        .withMessageContaining(problem);
  }
}
