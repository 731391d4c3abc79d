package org.albumen.common.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestorationJobTest {
  private static final Instant TIME = Instant.parse("2026-01-31T12:00:00Z");
  private static final Target TARGET = new Target("out", "p/");

  @Test
  void theIdFollowsFromBatchAndSourceAlone() {
    // Given
    Source source = new Source("in", "a.jpg", null, "abc", 1L, TIME);

    // When
    RestorationJob job = RestorationJob.of("b", source, "photo@1", TARGET, TIME);

    // Then
    RestorationJob again =
        RestorationJob.of("b", source, "photo@1", new Target("x", ""), TIME.plusSeconds(9));
    assertThat(job.id()).matches("[0-9a-f]{32}").isEqualTo(again.id());
  }

  @Test
  void anotherBatchBucketKeyOrIdentityIsAnotherJob() {
    // Given
    Source source = new Source("in", "a.jpg", null, "abc", 1L, TIME);

    // When
    Set<String> ids =
        Set.of(
            RestorationJob.idOf("b", source),
            RestorationJob.idOf("c", source),
            RestorationJob.idOf("b", new Source("im", "a.jpg", null, "abc", 1L, TIME)),
            RestorationJob.idOf("b", new Source("in", "b.jpg", null, "abc", 1L, TIME)),
            RestorationJob.idOf("b", new Source("in", "a.jpg", null, "abd", 1L, TIME)),
            RestorationJob.idOf("b", new Source("in", "a.jpg", "v", "abc", 1L, TIME)),
            RestorationJob.idOf("b", new Source("in", "a.jpg", null, null, 1L, TIME)),
            RestorationJob.idOf("b", new Source("in", "a.jpg", null, null, 2L, TIME)),
            RestorationJob.idOf("b", Source.of("in", "a.jpg")),
            RestorationJob.idOf("bi", Source.of("n", "a.jpg")));

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
            .mapToObj(i -> RestorationJob.idOf("b", Source.of("in", i + ".jpg")))
            .collect(Collectors.toSet());

    // Then
    assertThat(keys).hasSize(jobs);
  }

  @Test
  void theVersionOfAnUnversionedObjectIsNoIdentity() {
    assertThat(new Source("in", "k", "null", "abc", 1L, TIME).identity()).contains("etag:abc");
    assertThat(new Source("in", "k", "null", "", null, null).identity()).isEmpty();
  }

  @Test
  void identityPrefersVersionThenTagThenSizeAndTime() {
    assertThat(new Source("in", "k", "v", "abc", 1L, TIME).identity()).contains("version:v");
    assertThat(new Source("in", "k", null, null, 1L, TIME).identity())
        .contains("size:1,modified:1769860800");
    assertThat(new Source("in", "k", null, null, 1L, null).identity()).isEmpty();
    assertThat(new Source("in", "k", null, null, null, TIME).identity()).isEmpty();
  }

  @Test
  void aPrefixEndsInASlash() {
    assertThat(new Target("out", "p").prefix()).isEqualTo("p/");
    assertThat(new Target("out", "p/").prefix()).isEqualTo("p/");
    assertThat(new Target("out", "").prefix()).isEmpty();
  }

  @Test
  void whatIsEmptyOrNegativeIsRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Source.of("", "k"))
        .withMessage("bucket is empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ObjectRef("b", " "))
        .withMessage("key is empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Source("b", "k", null, null, -1L, null))
        .withMessage("size is negative");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RestorationJob.of(" ", Source.of("b", "k"), "r@1", TARGET, TIME))
        .withMessage("batchId is empty");
  }

  @Test
  @SuppressWarnings("NullAway") // what a parser may hand over
  void whatIsMissingIsRefusedByName() {
    assertThatNullPointerException()
        .isThrownBy(() -> new RestorationJob("i", "b", null, "r@1", TARGET, TIME, null))
        .withMessage("source");
    assertThatNullPointerException().isThrownBy(() -> new Target("b", null)).withMessage("prefix");
  }
}
