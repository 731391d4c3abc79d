package org.albumen.worker.restore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalInt;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.recipe.ImageFormat;
import org.albumen.common.recipe.Recipe;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.models.imaging.OutputFormat;
import org.albumen.models.imaging.OutputSettings;
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
                "realesrgan-x2plus", 256, "retinaface-mnet025", 0.8, OptionalInt.of(512)));
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'upscaler': 'lanczos'              | upscaler lanczos",
        "'consistency': {'minPsnr': 30}     | consistency",
        "'mask': true                       | mask",
        "'faces': {'detector': 'd', 'minScore': 0.5, 'network': 'n'} | faces.network",
      })
  void whatCannotBeDoneIsRefusedByName(String fields, String option) throws Exception {
    // Given
    ObjectNode json =
        (ObjectNode) MAPPER.readTree(Json.canonical(RecipeBook.builtIn().findRestoring("photo@1")));
    json.setAll((ObjectNode) MAPPER.readTree("{" + fields.replace('\'', '"') + "}"));
    RestoreRecipe recipe = (RestoreRecipe) Json.read(json.toString().getBytes(UTF_8), Recipe.class);

    // When
    AlbumenException refused =
        catchThrowableOfType(AlbumenException.class, () -> RecipeMapping.options(recipe));

    // Then
    assertThat(refused.code()).isEqualTo(FailureCode.RECIPE_UNSUPPORTED);
    assertThat(refused)
        .hasMessage("recipe photo@1 asks for " + option + ", which this worker cannot do");
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
