package org.albumen.local.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.albumen.dispatcher.submit.Seeds;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code albumen submit --seeds} and {@code albumen models generate --seeds} read the same. */
class SeedGrammarTest {

  @ParameterizedTest
  @ValueSource(strings = {"7", "0-31", "1,3,10-12", " 1 , 2-3 ", "5,5,4-6", "007"})
  void aListIsTheSameSeeds(String text) {
    // When
    Set<Long> submitted = new TreeSet<>();
    for (Seeds.Range range : Seeds.parse(text).ranges()) {
      LongStream.rangeClosed(range.first(), range.last()).forEach(submitted::add);
    }
    // Then
    assertThat(submitted).isEqualTo(Set.copyOf(org.albumen.models.latent.Seeds.parse(text)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "3-1", "1,", "-1", "1-2-3", "1 2", "1.5", "12345678901"})
  void whatIsNoListIsOneToNeither(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Seeds.parse(text));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> org.albumen.models.latent.Seeds.parse(text));
  }
}
