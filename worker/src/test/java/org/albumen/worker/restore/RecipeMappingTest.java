package org.albumen.worker.restore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalInt;
import org.albumen.common.codec.Json;
import org.albumen.common.recipe.ImageFormat;
import org.albumen.common.recipe.Recipe;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.models.consistency.Score;
import org.albumen.models.face.restore.FaceSelection;
import org.albumen.models.face.restore.FaceSelection.Which;
import org.albumen.models.imaging.OutputFormat;
import org.albumen.models.imaging.OutputSettings;
import org.albumen.models.restore.FaceOptions;
import org.albumen.models.restore.PhotoOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeMappingTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void aRecipeBecomesOptions() throws Exception {
    // Given
    RestoreRecipe small = RecipeBook.builtIn().findRestoring("photo-small@1");

    // When
    PhotoOptions options = RecipeMapping.options(small);

    // Then
    assertThat(options)
        .isEqualTo(
            new PhotoOptions(
                Optional.of("realesrgan-x2plus"),
                2,
                256,
                "retinaface-mnet025",
                0.8,
                OptionalInt.of(512)));
    assertThat(RecipeMapping.names(small))
        .containsExactly("realesrgan-x2plus", "retinaface-mnet025");
  }

  @ParameterizedTest
  @CsvSource({
    "faces@1, retinaface-mnet025 gfpgan-1.4 parsenet",
    "portrait@1, gfpgan-1.4",
    "scan@1, retinaface-mnet025 gfpgan-1.4 parsenet"
  })
  void theNetworksOfTheOthersAreNamed(String recipe, String names) throws Exception {
    assertThat(RecipeMapping.names(RecipeBook.builtIn().findRestoring(recipe)))
        .containsExactly(names.split(" "));
  }

  @Test
  void everyOptionOfARecipeIsPassedOn() throws Exception {
    // Given
    RestoreRecipe recipe =
        with(
            """
            {'upscaler': 'lanczos', 'mask': true, 'consistency': {'minPsnr': 30, 'below': 'blend'},
             'faces': {'detector': 'd', 'minScore': 0.5, 'network': 'n', 'parser': 'p',
                       'select': 'largest', 'minSize': 7, 'most': 3, 'fidelity': 0.25}}""");

    // When
    PhotoOptions options = RecipeMapping.options(recipe);

    // Then
    assertThat(options.upscaler()).isEmpty();
    assertThat(options.mask()).isTrue();
    assertThat(options.blend()).isTrue();
    assertThat(options.leastFace()).isEqualTo(new Score(30, -1));
    assertThat(options.leastWhole()).isEqualTo(new Score(30, -1));
    assertThat(options.faces())
        .contains(
            new FaceOptions(
                "n", Optional.of("p"), new FaceSelection(Which.LARGEST, 0.5, 7, 3), 0.25, false));
  }

  @Test
  void aRecipeWithoutAThresholdAsksForNoAgreement() throws Exception {
    // When
    PhotoOptions options = RecipeMapping.options(RecipeBook.builtIn().findRestoring("portrait@1"));

    // Then
    assertThat(options.leastFace()).isEqualTo(Score.ANY);
    assertThat(options.blend()).isFalse();
    assertThat(options.faces().orElseThrow().aligned()).isTrue();
  }

  private static RestoreRecipe with(String fields) throws Exception {
    ObjectNode json =
        (ObjectNode) MAPPER.readTree(Json.canonical(RecipeBook.builtIn().findRestoring("photo@1")));
    json.setAll((ObjectNode) MAPPER.readTree(fields.replace('\'', '"')));
    return (RestoreRecipe) Json.read(json.toString().getBytes(UTF_8), Recipe.class);
  }

  @Test
  void theQualityIsThatOfTheRecipe() throws Exception {
    // Given
    RestoreRecipe photo = RecipeBook.builtIn().findRestoring("photo@1");
    String better = Json.canonical(photo).replace("\"png\"", "\"jpeg\",\"quality\":80");
    RestoreRecipe jpeg = (RestoreRecipe) Json.read(better.getBytes(UTF_8), Recipe.class);

    // When / Then
    assertThat(RecipeMapping.settings(jpeg, ImageFormat.JPEG))
        .isEqualTo(new OutputSettings(OutputFormat.JPEG, 80));
    assertThat(RecipeMapping.settings(photo, ImageFormat.TIFF))
        .isEqualTo(OutputSettings.of(OutputFormat.TIFF));
  }
}
