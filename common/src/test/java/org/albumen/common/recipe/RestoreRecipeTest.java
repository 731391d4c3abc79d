package org.albumen.common.recipe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.albumen.common.codec.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestoreRecipeTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String PLAIN =
      """
      {"name": "r", "version": 1, "upscaler": "u", "scale": 2, "tile": 256,
       "faces": {"detector": "d", "minScore": 0.5, "network": "n"}, "output": "jpeg"}""";

  /** Canonical JSON enters fingerprints: what is not said must not change it. */
  @Test
  void anOptionThatIsLeftOutDoesNotAppear() throws Exception {
    assertThat(Json.canonical(read(PLAIN)))
        .isEqualTo(
            "{\"faces\":{\"detector\":\"d\",\"minScore\":0.5,\"network\":\"n\"},\"name\":\"r\","
                + "\"output\":\"jpeg\",\"scale\":2,\"tile\":256,\"upscaler\":\"u\",\"version\":1}");
  }

  @Test
  void everyDefaultThatTheSchemaStatesIsThatOfTheCode() throws Exception {
    // Given
    JsonNode schema = schema();
    int stated = 0;

    for (String kind : List.of("restore", "faces")) {
      for (Map.Entry<String, JsonNode> option :
          schema.at("/$defs/" + kind + "/properties").properties()) {
        if (option.getValue().has("default")) {
          // When
          ObjectNode json = (ObjectNode) MAPPER.readTree(PLAIN);
          ObjectNode parent = kind.equals("faces") ? (ObjectNode) json.get("faces") : json;
          parent.set(option.getKey(), option.getValue().get("default"));

          // Then
          assertThat(read(json.toString())).as(option.getKey()).isEqualTo(read(PLAIN));
          stated++;
        }
      }
    }
    assertThat(stated).isEqualTo(9);
    assertThat(new Consistency(3, Consistency.Below.REVIEW)).isEqualTo(new Consistency(3, null));
    assertThat(schema.at("/$defs/consistency/properties/below/default").asText())
        .isEqualTo("review");
  }

  @Test
  void everyRangeThatTheSchemaStatesIsThatOfTheCode() throws Exception {
    // Given
    List<String> kinds = List.of("restore", "faces", "consistency");
    int stated = 0;

    for (String kind : kinds) {
      for (Map.Entry<String, JsonNode> option :
          schema().at("/$defs/" + kind + "/properties").properties()) {
        for (String end : List.of("minimum", "maximum")) {
          JsonNode limit = option.getValue().get(end);
          if (limit != null) {
            // When
            String within = with(kind, option.getKey(), limit.asDouble());
            double beyond = limit.asDouble() + (end.equals("minimum") ? -1 : 1);
            IOException refused =
                catchThrowableOfType(
                    IOException.class, () -> read(with(kind, option.getKey(), beyond)));

            // Then
            assertThat(read(within)).as("%s %s", option.getKey(), end).isNotNull();
            assertThat(Json.problem(refused)).contains(option.getKey());
            stated++;
          }
        }
      }
    }
    assertThat(stated).isEqualTo(16);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'upscaler': 'none'                       | upscaler none leaves scale 1",
        "'upscaler': 'lanczos', 'scale': 1        | upscaler lanczos needs scale 2 or 4",
        "'quality': 80, 'output': 'png' | quality has no meaning without output jpeg or same",
        "'depth': '16'                            | depth must be one of keep, 8",
        "'output': 'gif'                     | output must be one of png, jpeg, tiff, same",
        "'mask': 'yes'                            | mask must be true or false",
        "'consistency': {'minPsnr': 101} | consistency.minPsnr must be between 0 and 100",
        "'consistency': {'below': 'blend'}        | consistency.minPsnr must be a number",
      })
  void whatContradictsItselfOrIsOutOfRangeIsNamed(String fields, String problem) {
    assertThat(problemOf(PLAIN, fields)).isEqualTo(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'fidelity': 1.5              | faces.fidelity must be between 0 and 1",
        "'select': 'smallest'         | faces.select must be one of all, largest, central",
        "'minSize': 0                 | faces.minSize must be between 1 and 10000",
        "'most': 0                    | faces.most must be between 1 and 10000",
        "'sharpen': true              | 'faces.sharpen' is no field of this",
        "'network': null, 'parser': 'p' | faces.parser needs a network that restores faces",
        "'network': null, 'fidelity': 1 | faces.fidelity needs a network that restores faces",
        "'aligned': true, 'most': 2 | faces.most has no meaning with aligned, which says the face is all",
        "'aligned': true | faces.aligned needs upscaler none, as the face is the whole photograph",
      })
  void soAreOptionsOfFaces(String fields, String problem) throws Exception {
    // Given
    ObjectNode json = (ObjectNode) MAPPER.readTree(PLAIN);

    // When
    ((ObjectNode) json.get("faces"))
        .setAll((ObjectNode) MAPPER.readTree("{" + fields.replace('\'', '"') + "}"));

    // Then
    assertThat(Json.problem(refusal(json.toString()))).isEqualTo(problem);
  }

  @Test
  void aRecipeThatDoesNothingIsRefused() {
    assertThat(
            problemOf(PLAIN.replace(", \"network\": \"n\"", ""), "'upscaler': 'none', 'scale': 1"))
        .isEqualTo("upscaler none without faces.network leaves nothing to do");
  }

  @ParameterizedTest
  @CsvSource({
    "png, a.tif, PNG",
    "same, box 1/a.TIFF, TIFF",
    "same, a.jpeg, JPEG",
    "same, a.JPG, JPEG",
    "same, a.png, PNG",
    "same, a.webp, PNG",
    "same, jpg, JPEG",
    "tiff, a.jpg, TIFF"
  })
  void theFormatFollowsFromTheSourcesName(String output, String source, ImageFormat format)
      throws Exception {
    assertThat(read(PLAIN.replace("jpeg", output)).formatFor(source)).isEqualTo(format);
  }

  private static String with(String kind, String option, double value) throws IOException {
    ObjectNode json = (ObjectNode) MAPPER.readTree(PLAIN);
    ObjectNode parent =
        switch (kind) {
          case "faces" -> (ObjectNode) json.get("faces");
          case "consistency" -> json.putObject("consistency");
          default -> json;
        };
    if (value == Math.rint(value)) {
      parent.put(option, (long) value);
    } else {
      parent.put(option, value);
    }
    return json.toString();
  }

  private static String problemOf(String recipe, String fields) {
    try {
      ObjectNode json = (ObjectNode) MAPPER.readTree(recipe);
      json.setAll((ObjectNode) MAPPER.readTree("{" + fields.replace('\'', '"') + "}"));
      return Json.problem(refusal(json.toString()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static IOException refusal(String json) {
    return catchThrowableOfType(IOException.class, () -> read(json));
  }

  private static RestoreRecipe read(String json) throws IOException {
    return (RestoreRecipe) Json.read(json.getBytes(UTF_8), Recipe.class);
  }

  private static JsonNode schema() throws IOException {
    try (InputStream in = RestoreRecipe.class.getResourceAsStream("/schema/recipe.v1.json")) {
      return MAPPER.readTree(in);
    }
  }
}
