package org.albumen.common.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.SeedSource;
import org.albumen.common.job.Source;
import org.albumen.common.recipe.Faces;
import org.albumen.common.recipe.GenerateRecipe;
import org.albumen.common.recipe.ImageFormat;
import org.albumen.common.recipe.Output;
import org.albumen.common.recipe.Recipe;
import org.albumen.common.recipe.Recipes;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private static final Instant TIME = Instant.parse("2026-01-31T12:00:00Z");
  private static final ObjectSource SOURCE =
      new ObjectSource("in", "a.jpg", null, "abc", 12L, TIME);
  private static final Recipe RECIPE = recipe("r", 1, "u", 2, "d", 0.5, null, Output.PNG);
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

  /** Computed outside Java as well. */
  @Test
  void thatOfASeedIsPinnedToo() {
    // Given
    GenerateRecipe recipe = new GenerateRecipe("g", 1, "n", 0.5, ImageFormat.PNG, null);

    // When
    Fingerprint fingerprint = Fingerprint.of(new SeedSource(7), recipe, List.of("11"), 1);

    // Then
    assertThat(fingerprint.hex())
        .isEqualTo("c011784436914dd7dda3ccf3b6bfb5625ae2f4f39e81c139f1e1c8ba1daa9113");
    assertThat(Fingerprint.of(new SeedSource(8), recipe, List.of("11"), 1))
        .isNotEqualTo(fingerprint);
  }

  @Test
  void everyIngredientChangesIt() {
    Set<Fingerprint> different =
        Set.of(
            of(SOURCE, RECIPE, NETWORKS, 1),
            of(new ObjectSource("im", "a.jpg", null, "abc", 12L, TIME), RECIPE, NETWORKS, 1),
            of(new ObjectSource("in", "b.jpg", null, "abc", 12L, TIME), RECIPE, NETWORKS, 1),
            of(new ObjectSource("in", "a.jpg", "abc", null, 12L, TIME), RECIPE, NETWORKS, 1),
            of(new ObjectSource("in", "a.jpg", null, "abd", 12L, TIME), RECIPE, NETWORKS, 1),
            of(new ObjectSource("in", "a.jpg", null, null, 12L, TIME), RECIPE, NETWORKS, 1),
            of(new ObjectSource("in", "a.jpg", null, null, 13L, TIME), RECIPE, NETWORKS, 1),
            of(
                new ObjectSource("in", "a.jpg", null, null, 12L, TIME.plusSeconds(1)),
                RECIPE,
                NETWORKS,
                1),
            of(SOURCE, recipe("s", 1, "u", 2, "d", 0.5, null, Output.PNG), NETWORKS, 1),
            of(SOURCE, recipe("r", 2, "u", 2, "d", 0.5, null, Output.PNG), NETWORKS, 1),
            of(SOURCE, recipe("r", 1, "v", 2, "d", 0.5, null, Output.PNG), NETWORKS, 1),
            of(SOURCE, recipe("r", 1, "u", 4, "d", 0.5, null, Output.PNG), NETWORKS, 1),
            of(SOURCE, recipe("r", 1, "u", 2, "e", 0.5, null, Output.PNG), NETWORKS, 1),
            of(SOURCE, recipe("r", 1, "u", 2, "d", 0.6, null, Output.PNG), NETWORKS, 1),
            of(SOURCE, recipe("r", 1, "u", 2, "d", 0.5, 512, Output.PNG), NETWORKS, 1),
            of(SOURCE, recipe("r", 1, "u", 2, "d", 0.5, null, Output.JPEG), NETWORKS, 1),
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
    assertThat(of(new ObjectSource("in", "a.jpg", null, "abc", 99L, null), RECIPE, NETWORKS, 1))
        .isEqualTo(of(SOURCE, RECIPE, NETWORKS, 1));
  }

  @Test
  void aSourceWithoutIdentityHasNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(ObjectSource.of("in", "a.jpg"), RECIPE, NETWORKS, 1))
        .withMessageContaining("without identity");
    assertThatIllegalArgumentException().isThrownBy(() -> new Fingerprint("abc"));
  }

  private static Fingerprint of(Source source, Recipe recipe, List<String> networks, int version) {
    return Fingerprint.of(source, recipe, networks, version);
  }

  private static Recipe otherTile() {
    return Recipes.plain("r", 1, "u", 2, 2 * TILE, Faces.found("d", 0.5), null, Output.PNG);
  }

  private static Recipe recipe(
      String name,
      int version,
      String upscaler,
      int scale,
      String detector,
      double minScore,
      @org.jspecify.annotations.Nullable Integer maxLongSide,
      Output output) {
    return Recipes.plain(
        name, version, upscaler, scale, TILE, Faces.found(detector, minScore), maxLongSide, output);
  }
}
