package org.albumen.worker.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.SeedSource;
import org.albumen.common.job.Target;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.store.Boundary;
import org.albumen.worker.fake.MemoryStore;
import org.albumen.worker.fake.Messages;
import org.albumen.worker.fake.ScriptedGenerator;
import org.albumen.worker.fake.ScriptedRestorer;
import org.albumen.worker.fake.Settings;
import org.albumen.worker.guard.TimeLimits;
import org.albumen.worker.metrics.WorkerMetrics;
import org.albumen.worker.task.Tools;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimerTest {
  private static final WorkerMetrics METRICS = new WorkerMetrics(new SimpleMeterRegistry());

  private final MemoryStore store = new MemoryStore();
  private final Claimer claimer = claimer(store, Boundary.ANY_BUCKET);

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

  @ParameterizedTest
  @CsvSource({
    "secret,  a.jpg,      results, out, BUCKET_NOT_ALLOWED",
    "scans,   a.jpg,      scans,   out, BUCKET_NOT_ALLOWED",
    "scans,   a.jpg,      results, '',  BUCKET_NOT_ALLOWED",
    "'..',    a.jpg,      results, out, BUCKET_NOT_ALLOWED",
    "scans,   ../a.jpg,   results, out, KEY_NOT_ALLOWED",
    "scans,   a/../b.jpg, results, out, KEY_NOT_ALLOWED",
    "scans,   a.jpg,      results, out/../x, KEY_NOT_ALLOWED",
    "scans,   a.jpg,      results, /out, KEY_NOT_ALLOWED",
  })
  void whatIsNotAllowedIsRefusedBeforeTheStoreIsAsked(
      String bucket, String key, String target, String prefix, FailureCode code) throws Exception {
    // Given
    Boundary boundary = Boundary.of(List.of("scans"), List.of("results/out"));
    MemoryStore off = new MemoryStore();
    off.outage(FailureCode.STORE_UNAVAILABLE);
    Job job = job(ObjectSource.of(bucket, key), new Target(target, prefix));
    // Then
    assertRefused(() -> claimer(off, boundary).claim(job), code);
    assertRefused(
        () ->
            claimer(off, boundary)
                .claim(job(ObjectSource.of("scans", "k"), new Target("results", "out"))),
        FailureCode.STORE_UNAVAILABLE);
  }

  /** Each part fits, and what they come to does not; better known before the work than after it. */
  @Test
  void aResultWhoseKeyCannotBeStoredIsRefused() {
    ObjectSource source = store.with("scans", "s/" + "k".repeat(700), "text");
    assertRefused(
        () -> claimer.claim(job(source, new Target("results", "p".repeat(300)))),
        FailureCode.KEY_NOT_ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({
    "1927/a.jpg,     ''",
    "1927/a.jpg,     1927/restored",
    "1927/box/a.jpg, 1927/box",
    "a.jpg,          ''",
  })
  void aResultAmongTheSourcesIsRefusedUnlessTheJobAllowsIt(String key, String prefix)
      throws Exception {
    // Given
    ObjectSource source = store.with("scans", key, "text");
    Target inside = new Target("scans", prefix);
    // Then
    assertRefused(() -> claimer.claim(job(source, inside)), FailureCode.TARGET_INSIDE_SOURCE);
    Claim claim = claimer.claim(job(source, inside.allowedInsideSource()));
    assertThat(claim.keys().image().key()).startsWith(inside.prefix()).isNotEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({
    "1927/a.jpg, scans,   restored",
    "1927/a.jpg, results, ''",
    "a.jpg,      scans,   restored",
    "photos/a/x.jpg, scans, photos",
  })
  void aResultElsewhereIsFine(String key, String bucket, String prefix) throws Exception {
    ObjectSource source = store.with("scans", key, "text");
    assertThat(claimer.claim(job(source, new Target(bucket, prefix)))).isNotNull();
  }

  private static Claimer claimer(MemoryStore store, Boundary boundary) {
    return new Claimer(
        RecipeBook.builtIn(),
        new Tools(
            store,
            new ScriptedRestorer(),
            new ScriptedGenerator(),
            new TimeLimits(Settings.worker().limits(), METRICS),
            METRICS,
            1000),
        boundary);
  }

  private static Job job(ObjectSource source, Target target) {
    return Job.of("batch", source, "photo@1", target, Instant.EPOCH);
  }

  private static void assertRefused(ThrowingCallable claim, FailureCode code) {
    assertThatThrownBy(claim)
        .isInstanceOfSatisfying(AlbumenException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
