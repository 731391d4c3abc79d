package org.albumen.worker.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Source;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.worker.fake.MemoryStore;
import org.albumen.worker.fake.Messages;
import org.albumen.worker.fake.ScriptedRestorer;
import org.junit.jupiter.api.Test;

class ClaimerTest {
  private final MemoryStore store = new MemoryStore();
  private final Claimer claimer = new Claimer(RecipeBook.builtIn(), new ScriptedRestorer(), store);

  @Test
  void theSameJobGivesTheSameClaimBesideItsSourceFolder() throws Exception {
    // Given
    Source source = store.with("scans", "1927/solvay.jpg", "text");
    // When
    Claim one = claimer.claim(Messages.job(source));
    Claim two = claimer.claim(Messages.job(source));
    // Then
    assertThat(one).isEqualTo(two);
    assertThat(one.networks()).containsExactly(ScriptedRestorer.NETWORK);
    String base = "out/1927/solvay." + one.fingerprint().shortHex();
    assertThat(one.keys().image().toString()).isEqualTo("s3://results/" + base + ".png");
    assertThat(one.keys().sidecar().toString()).isEqualTo("s3://results/" + base + ".json");
  }

  @Test
  void aSourceKnownByNameAloneIsIdentifiedByTheStore() throws Exception {
    // Given
    Source stored = store.with("scans", "a.jpg", "text");
    // When
    Claim byName = claimer.claim(Messages.job(Source.of("scans", "a.jpg")));
    Claim byTag = claimer.claim(Messages.job(stored));
    // Then
    assertThat(byName.source()).isEqualTo(stored);
    assertThat(byName.fingerprint()).isEqualTo(byTag.fingerprint());
  }

  @Test
  void otherContentOrAnotherRecipeIsAnotherClaim() throws Exception {
    // Given
    Source before = store.with("scans", "a.jpg", "before");
    Source after = store.with("scans", "a.jpg", "after");
    // When
    Claim first = claimer.claim(Messages.job(before));
    Claim second = claimer.claim(Messages.job(after));
    Claim third = claimer.claim(Messages.job(after, "photo-small@1", Instant.MAX));
    // Then
    assertThat(first.fingerprint()).isNotEqualTo(second.fingerprint());
    assertThat(second.fingerprint()).isNotEqualTo(third.fingerprint());
  }

  @Test
  void anUnknownRecipeAndAMissingSourceAreRefused() {
    assertThatThrownBy(
            () -> claimer.claim(Messages.job(Source.of("a", "b"), "sepia@9", Instant.MAX)))
        .isInstanceOfSatisfying(
            AlbumenException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.UNKNOWN_RECIPE));
    assertThatThrownBy(() -> claimer.claim(Messages.job(Source.of("scans", "nowhere.jpg"))))
        .isInstanceOfSatisfying(
            AlbumenException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.SOURCE_NOT_FOUND));
  }
}
