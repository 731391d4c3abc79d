package org.albumen.common.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JobTest {
  private static final Instant TIME = Instant.parse("2026-01-31T12:00:00Z");
  private static final Target TARGET = new Target("out", "p/");

  @Test
  void aSeedIsItsOwnNameAndIdentity() {
    // Given
    SeedSource seed = new SeedSource(7);

    // When
    Job job = Job.of("b", seed, "r@1", TARGET, TIME);

    // Then
    assertThat(job.id())
        .isEqualTo(Job.idOf("b", new SeedSource(7)))
        .isNotEqualTo(Job.idOf("b", new SeedSource(8)))
        .isNotEqualTo(Job.idOf("c", seed));
    assertThat(seed.name()).isEqualTo("seed0007");
    assertThat(new SeedSource(123_456).name()).isEqualTo("seed123456");
    assertThat(seed).hasToString("seed 7");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SeedSource(SeedSource.LARGEST + 1))
        .withMessage("seed must be between 0 and 4294967295");
  }

  @Test
  void theIdFollowsFromBatchAndSourceAlone() {
    // Given
    ObjectSource source = new ObjectSource("in", "a.jpg", null, "abc", 1L, TIME);

    // When
    Job job = Job.of("b", source, "photo@1", TARGET, TIME);

    // Then
    Job again = Job.of("b", source, "photo@1", new Target("x", ""), TIME.plusSeconds(9));
    assertThat(job.id()).matches("[0-9a-f]{32}").isEqualTo(again.id());
  }

  @Test
  void anotherBatchBucketKeyOrIdentityIsAnotherJob() {
    // Given
    ObjectSource source = new ObjectSource("in", "a.jpg", null, "abc", 1L, TIME);

    // When
    Set<String> ids =
        Set.of(
            Job.idOf("b", source),
            Job.idOf("c", source),
            Job.idOf("b", new ObjectSource("im", "a.jpg", null, "abc", 1L, TIME)),
            Job.idOf("b", new ObjectSource("in", "b.jpg", null, "abc", 1L, TIME)),
            Job.idOf("b", new ObjectSource("in", "a.jpg", null, "abd", 1L, TIME)),
            Job.idOf("b", new ObjectSource("in", "a.jpg", "v", "abc", 1L, TIME)),
            Job.idOf("b", new ObjectSource("in", "a.jpg", null, null, 1L, TIME)),
            Job.idOf("b", new ObjectSource("in", "a.jpg", null, null, 2L, TIME)),
            Job.idOf("b", ObjectSource.of("in", "a.jpg")),
            Job.idOf("bi", ObjectSource.of("n", "a.jpg")));

    // Then: Set.of would have refused two that are equal.
    assertThat(ids).hasSize(10);
  }

  @Test
  void partitionKeysOfABatchDiffer() {
    // Given
    int jobs = 1_000;

    // When
    Set<String> keys =
        IntStream.range(0, jobs)
            .mapToObj(i -> Job.idOf("b", ObjectSource.of("in", i + ".jpg")))
            .collect(Collectors.toSet());

    // Then
    assertThat(keys).hasSize(jobs);
  }

  @Test
  void theVersionOfAnUnversionedObjectIsNoIdentity() {
    assertThat(new ObjectSource("in", "k", "null", "abc", 1L, TIME).identity())
        .contains("etag:abc");
    assertThat(new ObjectSource("in", "k", "null", "", null, null).identity()).isEmpty();
  }

  @Test
  void identityPrefersVersionThenTagThenSizeAndTime() {
    assertThat(new ObjectSource("in", "k", "v", "abc", 1L, TIME).identity()).contains("version:v");
    assertThat(new ObjectSource("in", "k", null, null, 1L, TIME).identity())
        .contains("size:1,modified:1769860800");
    assertThat(new ObjectSource("in", "k", null, null, 1L, null).identity()).isEmpty();
    assertThat(new ObjectSource("in", "k", null, null, null, TIME).identity()).isEmpty();
  }

  @Test
  void aPrefixEndsInASlash() {
    assertThat(new Target("out", "p").prefix()).isEqualTo("p/");
    assertThat(new Target("out", "p/").prefix()).isEqualTo("p/");
    assertThat(new Target("out", "").prefix()).isEmpty();
    assertThat(new Target("out", "", false)).isEqualTo(new Target("out", ""));
    assertThat(new Target("out", "").mayBeInsideSource()).isFalse();
    assertThat(new Target("out", "").allowedInsideSource().mayBeInsideSource()).isTrue();
  }

  @Test
  void whatIsEmptyOrNegativeIsRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ObjectSource.of("", "k"))
        .withMessage("bucket is empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ObjectRef("b", " "))
        .withMessage("key is empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ObjectSource("b", "k", null, null, -1L, null))
        .withMessage("size is negative");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Job.of(" ", ObjectSource.of("b", "k"), "r@1", TARGET, TIME))
        .withMessage("batchId is empty");
  }

  @Test
  @SuppressWarnings("NullAway") // what a parser may hand over
  void whatIsMissingIsRefusedByName() {
    assertThatNullPointerException()
        .isThrownBy(() -> new Job("i", "b", null, "r@1", TARGET, TIME, null))
        .withMessage("source");
    assertThatNullPointerException().isThrownBy(() -> new Target("b", null)).withMessage("prefix");
  }
}
