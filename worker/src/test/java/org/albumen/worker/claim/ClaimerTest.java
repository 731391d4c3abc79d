package org.albumen.worker.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.SeedSource;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.worker.fake.MemoryStore;
import org.albumen.worker.fake.Messages;
import org.albumen.worker.fake.ScriptedGenerator;
import org.albumen.worker.fake.ScriptedRestorer;
import org.albumen.worker.fake.Settings;
import org.albumen.worker.guard.TimeLimits;
import org.albumen.worker.metrics.WorkerMetrics;
import org.albumen.worker.task.Tools;
import org.junit.jupiter.api.Test;

class ClaimerTest {
  private static final WorkerMetrics METRICS = new WorkerMetrics(new SimpleMeterRegistry());

  private final MemoryStore store = new MemoryStore();
  private final Claimer claimer =
      new Claimer(
          RecipeBook.builtIn(),
          new Tools(
              store,
              new ScriptedRestorer(),
              new ScriptedGenerator(),
              new TimeLimits(Settings.worker().limits(), METRICS),
              METRICS,
              1000));

  @Test
  void theSameJobGivesTheSameClaimBesideItsSourceFolder() throws Exception {
    // Given
    ObjectSource source = store.with("scans", "1927/solvay.jpg", "text");
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
    ObjectSource stored = store.with("scans", "a.jpg", "text");
    // When
    Claim byName = claimer.claim(Messages.job(ObjectSource.of("scans", "a.jpg")));
    Claim byTag = claimer.claim(Messages.job(stored));
    // Then
    assertThat(byName.task().source()).isEqualTo(stored);
    assertThat(byName.fingerprint()).isEqualTo(byTag.fingerprint());
  }

  @Test
  void otherContentOrAnotherRecipeIsAnotherClaim() throws Exception {
    // Given
    ObjectSource before = store.with("scans", "a.jpg", "before");
    ObjectSource after = store.with("scans", "a.jpg", "after");
    // When
    Claim first = claimer.claim(Messages.job(before));
    Claim second = claimer.claim(Messages.job(after));
    Claim third = claimer.claim(Messages.job(after, "photo-small@1", Instant.MAX));
    // Then
    assertThat(first.fingerprint()).isNotEqualTo(second.fingerprint());
    assertThat(second.fingerprint()).isNotEqualTo(third.fingerprint());
  }

  @Test
  void aSeedIsClaimedWithoutAskingTheStore() throws Exception {
    // When
    Claim claim = claimer.claim(Messages.job(new SeedSource(7), "faces-progan@1", Instant.MAX));
    Claim other = claimer.claim(Messages.job(new SeedSource(8), "faces-progan@1", Instant.MAX));
    // Then
    assertThat(claim.networks()).containsExactly(ScriptedGenerator.NETWORK);
    assertThat(claim.keys().image().toString())
        .isEqualTo("s3://results/out/seed0007." + claim.fingerprint().shortHex() + ".png");
    assertThat(other.fingerprint()).isNotEqualTo(claim.fingerprint());
  }

  @Test
  void aRecipeOnASourceOfTheOtherKindIsRefused() {
    // Given
    ObjectSource photograph = store.with("scans", "a.jpg", "text");
    // Then
    assertThatThrownBy(() -> claimer.claim(Messages.job(photograph, "faces-progan@1", Instant.MAX)))
        .isInstanceOfSatisfying(
            AlbumenException.class,
            e ->
                assertThat(e.line())
                    .isEqualTo(
                        "MALFORMED_JOB: recipe faces-progan@1 draws from a seed, and the job's"
                            + " source is s3://scans/a.jpg"));
    assertThatThrownBy(() -> claimer.claim(Messages.job(new SeedSource(7))))
        .isInstanceOfSatisfying(
            AlbumenException.class,
            e ->
                assertThat(e.line())
                    .isEqualTo(
                        "MALFORMED_JOB: recipe photo@1 restores a photograph, and the job's"
                            + " source is seed 7"));
  }

  @Test
  void anUnknownRecipeAndAMissingSourceAreRefused() {
    assertThatThrownBy(
            () -> claimer.claim(Messages.job(ObjectSource.of("a", "b"), "sepia@9", Instant.MAX)))
        .isInstanceOfSatisfying(
            AlbumenException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.UNKNOWN_RECIPE));
    assertThatThrownBy(() -> claimer.claim(Messages.job(ObjectSource.of("scans", "nowhere.jpg"))))
        .isInstanceOfSatisfying(
            AlbumenException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.SOURCE_NOT_FOUND));
  }
}
