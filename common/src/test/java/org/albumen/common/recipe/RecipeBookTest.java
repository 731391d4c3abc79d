package org.albumen.common.recipe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeBookTest {
  private static final String MINE =
      """
      {"name": "mine", "version": 3, "upscaler": "u", "scale": 4, "tile": 512,
       "faces": {"detector": "d", "minScore": 0.5}, "output": "jpeg"}""";

  @TempDir Path folder;

  @Test
  void theBuiltInRecipesLoad() throws Exception {
    // Given
    RecipeBook book = RecipeBook.builtIn();

    // When
    RestoreRecipe small = book.findRestoring("photo-small@1");

    // Then
    assertThat(book.references())
        .containsExactly(
            "faces-progan@1", "faces@1", "photo-small@1", "photo@1", "portrait@1", "scan@1");
    assertThat(book.all()).hasSize(6).contains(small);
    assertThat(small.maxLongSide()).isEqualTo(512);
    assertThat(book.findRestoring("photo@1").maxLongSide()).isNull();
    assertThat(book.find("photo@1").reference()).isEqualTo("photo@1");
  }

  @Test
  void aRecipeThatGeneratesRestoresNothing() throws Exception {
    // Given
    RecipeBook book = RecipeBook.builtIn();

    // When
    AlbumenException refused =
        catchThrowableOfType(AlbumenException.class, () -> book.findRestoring("faces-progan@1"));

    // Then
    assertThat(refused.code()).isEqualTo(FailureCode.BAD_ARGUMENT);
    assertThat(refused).hasMessageContaining("faces-progan@1").hasMessageContaining("--seeds");
    assertThat(book.find("faces-progan@1"))
        .isEqualTo(
            new GenerateRecipe("faces-progan", 1, "progan-128", null, ImageFormat.PNG, null));
  }

  /**
   * Canonical JSON enters fingerprints: a restoring recipe has the one of the time before kinds.
   */
  @Test
  void theKindIsWrittenOfARecipeThatGeneratesAlone() throws Exception {
    // Given
    Recipe plain = Json.read(MINE.getBytes(UTF_8), Recipe.class);
    String saying = MINE.replace("{\"name\"", "{\"kind\": \"restore\", \"name\"");

    // When
    Recipe said = Json.read(saying.getBytes(UTF_8), Recipe.class);

    // Then
    assertThat(said).isEqualTo(plain);
    assertThat(Json.canonical(said)).isEqualTo(Json.canonical(plain)).doesNotContain("kind");
    assertThat(new String(Json.write(Map.of("recipe", said)), UTF_8)).doesNotContain("kind");
    assertThat(Json.canonical(new GenerateRecipe("g", 1, "n", 0.5, ImageFormat.PNG, null)))
        .isEqualTo(
            "{\"generator\":\"n\",\"kind\":\"generate\",\"name\":\"g\",\"output\":\"png\","
                + "\"truncation\":0.5,\"version\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"kind\": \"generat\"            | the field that tells its kind is missing or unknown",
        "\"kind\": \"generate\", \"scale\": 2 | 'scale' is no field of this",
        "\"kind\": \"generate\", \"truncation\": 1.5 | truncation must be between 0 and 1",
      })
  void aRecipeThatGeneratesIsReadAsStrictly(String fields, String problem) throws Exception {
    // Given
    String json =
        "{%s, \"generator\": \"n\", \"name\": \"g\", \"version\": 1, \"output\": \"png\"}";
    Files.writeString(folder.resolve("g.json"), json.formatted(fields));

    // When
    AlbumenException refused = refusal();

    // Then
    assertThat(refused).hasMessage("recipe file g.json: " + problem);
  }

  @Test
  void everyRecipeBesideTheBuiltInOnesIsBuiltIn() throws Exception {
    // Given
    Path resources = Path.of(RecipeBook.class.getResource("/recipes").toURI());

    // When
    RecipeBook book = RecipeBook.builtIn().with(resources);

    // Then
    assertThat(book.references()).isEqualTo(RecipeBook.builtIn().references());
  }

  @Test
  void anOperatorsFolderAddsRecipes() throws Exception {
    // Given
    Files.writeString(folder.resolve("mine.json"), MINE);
    Files.writeString(folder.resolve("notes.txt"), "no recipe");

    // When
    RecipeBook book = RecipeBook.builtIn().with(folder);

    // Then
    assertThat(book.find("mine@3").formatFor("a.png")).isEqualTo(ImageFormat.JPEG);
    assertThat(book.references()).hasSize(7);
    assertThat(RecipeBook.builtIn().references()).hasSize(6);
  }

  @Test
  void anUnknownRecipeIsNamedWithThoseThatAreKnown() {
    // Given
    RecipeBook book = RecipeBook.builtIn();

    // When
    AlbumenException refused =
        catchThrowableOfType(AlbumenException.class, () -> book.find("photo@2"));

    // Then
    assertThat(refused.line())
        .isEqualTo(
            "UNKNOWN_RECIPE: recipe 'photo@2' is not one of faces-progan@1, faces@1, "
                + "photo-small@1, photo@1, portrait@1, scan@1");
  }

  @Test
  void aPublishedRecipeCannotBeChanged() throws Exception {
    // Given
    Files.writeString(
        folder.resolve("photo.json"), MINE.replace("mine", "photo").replace("3", "1"));

    // When
    AlbumenException refused = refusal();

    // Then
    assertThat(refused).hasMessage("photo.json changes recipe photo@1; raise its version");
  }

  @Test
  void anUnknownFieldIsNamed() throws Exception {
    // Given
    Files.writeString(
        folder.resolve("x.json"), MINE.replace("\"scale\"", "\"sharpen\": 1, \"scale\""));

    // When
    AlbumenException refused = refusal();

    // Then
    assertThat(refused).hasMessage("recipe file x.json: 'sharpen' is no field of this");
  }

  @Test
  void aValueOutOfRangeIsNamed() throws Exception {
    // Given
    Files.writeString(folder.resolve("x.json"), MINE.replace("\"scale\": 4", "\"scale\": 5"));

    // When
    AlbumenException refused = refusal();

    // Then
    assertThat(refused).hasMessage("recipe file x.json: scale must be 1, 2 or 4");
  }

  @Test
  void aLongSideTooSmallIsNamed() throws Exception {
    // Given
    Files.writeString(
        folder.resolve("x.json"),
        MINE.replace("\"scale\": 4", "\"scale\": 4, \"maxLongSide\": 15"));

    // When
    AlbumenException refused = refusal();

    // Then
    assertThat(refused).hasMessage("recipe file x.json: maxLongSide must be at least 16");
  }

  @Test
  void aMissingFolderIsNamed() {
    // Given
    Path missing = folder.resolve("missing");

    // When
    AlbumenException refused =
        catchThrowableOfType(AlbumenException.class, () -> RecipeBook.builtIn().with(missing));

    // Then
    assertThat(refused.code()).isEqualTo(FailureCode.BAD_CONFIGURATION);
    assertThat(refused).hasMessage("recipe folder " + missing + " cannot be read");
  }

  private AlbumenException refusal() {
    AlbumenException refused =
        catchThrowableOfType(AlbumenException.class, () -> RecipeBook.builtIn().with(folder));
    assertThat(refused.code()).isEqualTo(FailureCode.BAD_CONFIGURATION);
    return refused;
  }
}
