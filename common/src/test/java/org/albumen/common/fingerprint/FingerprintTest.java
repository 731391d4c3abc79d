package org.albumen.common.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.albumen.common.job.Source;
import org.albumen.common.recipe.ImageFormat;
import org.albumen.common.recipe.Recipe;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private static final Instant TIME = Instant.parse("2026-01-31T12:00:00Z");
  private static final Source SOURCE = new Source("in", "a.jpg", null, "abc", 12L, TIME);
  private static final Recipe RECIPE = recipe("r", 1, "u", 2, "d", 0.5, null, ImageFormat.PNG);
  private static final int TILE = 256;
  private static final List<String> NETWORKS = List.of("11", "22");

  /**
   * Computed outside Java from the algorithm as Fingerprint's javadoc has it. If this value
   * changes, every stored result is made again.
   */
  @Test
  void theAlgorithmIsPinned() {
    // Given
    String golden = "bc14e708c94b54382916e0f44e89d0912dfd291aa134219572cd66b25b4b4418";

    // When
    Fingerprint fingerprint = Fingerprint.of(SOURCE, RECIPE, NETWORKS, 1);

    // Then
    assertThat(fingerprint.hex()).isEqualTo(golden);
    assertThat(fingerprint.shortHex()).isEqualTo(golden.substring(0, 16));
    assertThat(fingerprint).hasToString(golden);
  }

  @Test
  void everyIngredientChangesIt() {
    Set<Fingerprint> different =
        Set.of(
            of(SOURCE, RECIPE, NETWORKS, 1),
            of(new Source("im", "a.jpg", null, "abc", 12L, TIME), RECIPE, NETWORKS, 1),
            of(new Source("in", "b.jpg", null, "abc", 12L, TIME), RECIPE, NETWORKS, 1),
            of(new Source("in", "a.jpg", "abc", null, 12L, TIME), RECIPE, NETWORKS, 1),
            of(new Source("in", "a.jpg", null, "abd", 12L, TIME), RECIPE, NETWORKS, 1),
            of(new Source("in", "a.jpg", null, null, 12L, TIME), RECIPE, NETWORKS, 1),
            of(new Source("in", "a.jpg", null, null, 13L, TIME), RECIPE, NETWORKS, 1),
            of(
                new Source("in", "a.jpg", null, null, 12L, TIME.plusSeconds(1)),
                RECIPE,
                NETWORKS,
                1),
            of(SOURCE, recipe("s", 1, "u", 2, "d", 0.5, null, ImageFormat.PNG), NETWORKS, 1),
            of(SOURCE, recipe("r", 2, "u", 2, "d", 0.5, null, ImageFormat.PNG), NETWORKS, 1),
            of(SOURCE, recipe("r", 1, "v", 2, "d", 0.5, null, ImageFormat.PNG), NETWORKS, 1),
            of(SOURCE, recipe("r", 1, "u", 4, "d", 0.5, null, ImageFormat.PNG), NETWORKS, 1),
            of(SOURCE, recipe("r", 1, "u", 2, "e", 0.5, null, ImageFormat.PNG), NETWORKS, 1),
            of(SOURCE, recipe("r", 1, "u", 2, "d", 0.6, null, ImageFormat.PNG), NETWORKS, 1),
            of(SOURCE, recipe("r", 1, "u", 2, "d", 0.5, 512, ImageFormat.PNG), NETWORKS, 1),
            of(SOURCE, recipe("r", 1, "u", 2, "d", 0.5, null, ImageFormat.JPEG), NETWORKS, 1),
            of(SOURCE, RECIPE, List.of("11", "23"), 1),
            of(SOURCE, RECIPE, List.of("22", "11"), 1),
            of(SOURCE, RECIPE, List.of("11"), 1),
            of(SOURCE, RECIPE, List.of("1122"), 1),
            of(SOURCE, otherTile(), NETWORKS, 1),
            of(SOURCE, RECIPE, NETWORKS, 2));

    // Then: Set.of would have refused two that are equal.
    assertThat(different).hasSize(22);
  }

  @Test
  void sizeAndTimeDoNotMatterWhereTheContentIsKnown() {
    assertThat(of(new Source("in", "a.jpg", null, "abc", 99L, null), RECIPE, NETWORKS, 1))
        .isEqualTo(of(SOURCE, RECIPE, NETWORKS, 1));
  }

  @Test
  void aSourceWithoutIdentityHasNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(Source.of("in", "a.jpg"), RECIPE, NETWORKS, 1))
        .withMessageContaining("without identity");
    assertThatIllegalArgumentException().isThrownBy(() -> new Fingerprint("abc"));
  }

  private static Fingerprint of(Source source, Recipe recipe, List<String> networks, int version) {
    return Fingerprint.of(source, recipe, networks, version);
  }

  private static Recipe otherTile() {
    return new Recipe("r", 1, "u", 2, 2 * TILE, new Recipe.Faces("d", 0.5), null, ImageFormat.PNG);
  }

  private static Recipe recipe(
      String name,
      int version,
      String upscaler,
      int scale,
      String detector,
      double minScore,
      @org.jspecify.annotations.Nullable Integer maxLongSide,
      ImageFormat output) {
    return new Recipe(
        name,
        version,
        upscaler,
        scale,
        TILE,
        new Recipe.Faces(detector, minScore),
        maxLongSide,
        output);
  }
}
