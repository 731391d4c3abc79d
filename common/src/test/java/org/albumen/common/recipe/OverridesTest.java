package org.albumen.common.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.albumen.common.codec.Json;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.recipe.Faces.Select;
import org.junit.jupiter.api.Test;

class OverridesTest {
  private final RecipeBook book = RecipeBook.builtIn();

  @Test
  void nothingWantedOtherwiseIsTheRecipeItself() throws Exception {
    // Given
    RestoreRecipe photo = book.findRestoring("photo@1");
    Overrides same = new Overrides(2, null, false, null, Output.PNG, false);

    // When / Then
    assertThat(Overrides.NONE.of(photo)).isSameAs(photo);
    assertThat(same.of(photo)).isSameAs(photo);
  }

  @Test
  void everyOptionChangesItsOwnAndTheName() throws Exception {
    // Given
    Overrides overrides = new Overrides(4, Select.LARGEST, false, 0.5, Output.TIFF, true);

    // When
    RestoreRecipe changed = overrides.of(book.findRestoring("photo@1"));

    // Then
    assertThat(changed.reference()).matches("photo-1-changed-[0-9a-f]{8}@1");
    assertThat(Json.canonical(changed).replace(changed.name(), "NAME"))
        .isEqualTo(
            "{\"consistency\":{\"minPsnr\":25.0},\"faces\":{\"detector\":\"retinaface-mnet025\","
                + "\"fidelity\":0.5,\"minScore\":0.8,\"network\":\"gfpgan-1.4\","
                + "\"parser\":\"parsenet\",\"select\":\"largest\"},\"mask\":true,\"name\":\"NAME\","
                + "\"output\":\"tiff\",\"scale\":4,\"tile\":256,"
                + "\"upscaler\":\"realesrgan-x4plus\",\"version\":1}");
    assertThat(overrides.of(book.findRestoring("photo@1"))).isEqualTo(changed);
    assertThat(new Overrides(4, null, false, null, null, false).of(book.findRestoring("photo@1")))
        .extracting(RestoreRecipe::name)
        .isNotEqualTo(changed.name());
  }

  /** The name stands in the README; computed outside Java from the canonical JSON. */
  @Test
  void theNameFollowsFromTheOptions() throws Exception {
    // When
    RestoreRecipe changed =
        new Overrides(4, Select.LARGEST, false, 0.5, null, false).of(book.findRestoring("photo@1"));

    // Then
    assertThat(changed.reference()).isEqualTo("photo-1-changed-8facebb3@1");
  }

  @Test
  void facesMayBeLeftAsTheyAre() throws Exception {
    // When
    RestoreRecipe changed =
        new Overrides(2, null, true, null, null, false).of(book.findRestoring("scan@1"));

    // Then
    assertThat(changed.faces()).isEqualTo(Faces.found("retinaface-mnet025", 0.8));
    assertThat(changed.upscaler()).isEqualTo("realesrgan-x2plus");
  }

  @Test
  void aNetworkStaysWhenThePhotographKeepsItsSize() throws Exception {
    // When
    RestoreRecipe changed =
        new Overrides(1, null, false, null, null, false).of(book.findRestoring("photo@1"));

    // Then
    assertThat(changed.scale()).isEqualTo(1);
    assertThat(changed.upscaler()).isEqualTo("realesrgan-x2plus");
  }

  @Test
  void whatContradictsTheRecipeIsNamedInOneLine() throws Exception {
    // Given
    Overrides nothing = new Overrides(null, null, true, null, null, false);
    Overrides alone = new Overrides(null, null, false, 0.5, null, false);

    // When
    AlbumenException noWork = refusal(nothing, "faces@1");
    AlbumenException noNetwork = refusal(alone, "photo@1");

    // Then
    assertThat(noWork.line())
        .isEqualTo(
            "BAD_ARGUMENT: these options and recipe faces@1 contradict: upscaler none without"
                + " faces.network leaves nothing to do");
    assertThat(noNetwork.code()).isEqualTo(FailureCode.BAD_ARGUMENT);
    assertThat(noNetwork).hasMessageEndingWith("fidelity needs a network that restores faces");
  }

  private AlbumenException refusal(Overrides overrides, String recipe) throws Exception {
    RestoreRecipe base = book.findRestoring(recipe);
    return catchThrowableOfType(AlbumenException.class, () -> overrides.of(base));
  }
}
