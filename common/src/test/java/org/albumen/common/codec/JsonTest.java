package org.albumen.common.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.albumen.common.event.JobEvent;
import org.albumen.common.event.JobFailed;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.recipe.Recipe;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.recipe.RestoreRecipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private static final String RECIPE =
      """
      {"name":"mine","version":1,"upscaler":"u","scale":2,"tile":256,
       "faces":{"detector":"d","minScore":0.5},"output":"png"}""";

  private static final String JOB =
      """
      {"id":"i","batchId":"b","source":{"bucket":"in","key":"a.jpg"},"recipe":"photo@1",
       "target":{"bucket":"out","prefix":""},"submittedAt":"2026-01-31T12:00:00Z"}""";

  @Test
  void canonicalFormIsSortedCompactAndLeavesNullsOut() throws Exception {
    // Given
    Recipe recipe = RecipeBook.builtIn().find("photo@1");

    // When
    String canonical = Json.canonical(recipe);

    // Then
    assertThat(canonical)
        .isEqualTo(
            "{\"faces\":{\"detector\":\"retinaface-mnet025\",\"minScore\":0.8},\"name\":\"photo\","
                + "\"output\":\"png\",\"scale\":2,\"tile\":256,\"upscaler\":\"realesrgan-x2plus\",\"version\":1}");
  }

  @Test
  void canonicalFormOfAMapDoesNotDependOnItsOrder() {
    // Given
    Map<String, Object> forwards = new LinkedHashMap<>();
    forwards.put("a", 1);
    forwards.put("b", "é");
    Map<String, Object> backwards = new LinkedHashMap<>();
    backwards.put("b", "é");
    backwards.put("a", 1);

    // When
    String canonical = Json.canonical(forwards);

    // Then
    assertThat(canonical).isEqualTo(Json.canonical(backwards)).isEqualTo("{\"a\":1,\"b\":\"é\"}");
  }

  @Test
  void strictRefusesAnUnknownNameThatLenientPassesOver() throws Exception {
    // Given
    byte[] json = bytes(RECIPE.replace("\"scale\"", "\"sharpness\":9,\"scale\""));

    // When
    IOException refused = refusal(json, Recipe.class);

    // Then
    assertThat(Json.problem(refused)).isEqualTo("'sharpness' is no field of this");
    assertThat(Json.readLenient(json, RestoreRecipe.class).scale()).isEqualTo(2);
  }

  @Test
  void strictRefusesANameGivenTwice() {
    assertThat(problem(RECIPE.replace("\"scale\":2", "\"scale\":2,\"scale\":4")))
        .startsWith("not JSON at line 1");
  }

  @Test
  void anUnknownFailureCodeOfAnotherVersionIsReadAsUnexpected() throws Exception {
    // Given
    String event =
        """
        {"outcome":"failed","jobId":"j","batchId":"b","source":{"bucket":"in","key":"k"},
         "recipe":"photo@1","code":"EATEN_BY_MOTHS","message":"m","attempts":1,"worker":"w"}""";

    // When
    JobEvent read = Json.readLenient(bytes(event), JobEvent.class);

    // Then
    assertThat(((JobFailed) read).code()).isEqualTo(FailureCode.UNEXPECTED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"version\":1,'             | ''                          | version must be a whole number",
        "'\"version\":1,'             | '\"version\":null,'         | version must be a whole number",
        "'\"version\":1'              | '\"version\":\"1\"'         | version must be a whole number",
        "'\"version\":1'              | '\"version\":1.5'           | version must be a whole number",
        "'\"version\":1'              | '\"version\":99999999999'   | version is out of range",
        "'\"version\":1'              | '\"version\":0'             | version must be at least 1",
        "'\"scale\":2'                | '\"scale\":3'               | scale must be 1, 2 or 4",
        "'\"minScore\":0.5'           | '\"minScore\":1.5' | faces.minScore must be between 0 and 1",
        "'\"minScore\":0.5'           | '\"minScore\":\"high\"'     | faces.minScore must be a number",
        "'\"detector\":\"d\",'        | ''                          | faces.detector is missing",
        "'{\"detector\":\"d\",'       | '{\"detector\":7,'          | faces.detector must be a text",
        "'{\"detector\":\"d\",\"minScore\":0.5}' | '[]'             | faces must be an object",
        "',\"output\":\"png\"'        | ''                          | output is missing",
        "'\"output\":\"png\"'         | '\"output\":\"gif\"' | 'output must be one of png, jpeg, tiff, same'",
        "'\"output\":\"png\"'         | '\"output\":1' | 'output must be one of png, jpeg, tiff, same'",
        "'\"name\":\"mine\"'   | '\"name\":\"My\"' | name 'My' is not lower-case letters and digits"
      })
  void problemsNameTheFieldInOneLine(String replaced, String replacement, String expected) {
    // Given
    String json = RECIPE.replace(replaced, replacement);
    assertThat(json).isNotEqualTo(RECIPE);

    // When
    String problem = problem(json);

    // Then
    assertThat(problem).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''          | the JSON is empty",
        "'{'         | the JSON ends early",
        "'{\"na'     | the JSON ends early",
        "'{}{}'      | more follows the JSON value",
        "'null'      | the JSON is null",
        "'[1]'       | the JSON must be an object",
        "'\"text\"'  | the JSON must be an object",
        "'not json'  | 'not JSON at line 1, column 1'",
      })
  void problemsOfWhatIsNoObjectAreOneLine(String json, String expected) {
    assertThat(problem(json.replace("{}{}", RECIPE + "{}"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void nestingIsLimited(String opening) {
    // Given
    byte[] json = bytes(opening.repeat(100_000));

    // When
    IOException refused = refusal(json, Object.class);

    // Then
    assertThat(Json.problem(refused))
        .isEqualTo(
            "the JSON is too large, or nested too deeply, or a text or number in it is too long");
  }

  @Test
  void nestingIsLimitedWithinAFieldThatIsPassedOver() {
    // Given
    byte[] json =
        bytes(JOB.replace("{\"id\"", "{\"x\":" + "[".repeat(40) + "]".repeat(40) + ",\"id\""));

    // When
    IOException refused =
        catchThrowableOfType(IOException.class, () -> Json.readLenient(json, Job.class));

    // Then
    assertThat(Json.problem(refused)).contains("nested too deeply");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a number of 65 digits    | 1             | 65",
        "a name of 257 characters | n             | 257",
        "a text beyond a mebibyte | t             | 1048577",
        "a million tokens         | ,0            | 1000001",
        "a document of 16 MiB     | ' '           | 16777217",
      })
  void everythingThatCouldBeEndlessHasAnEnd(String what, String part, int times) {
    // Given: the same with half as much is read
    assertThatCode(() -> Json.read(oversized(part, times / 2), Object.class))
        .doesNotThrowAnyException();

    // When
    IOException refused = refusal(oversized(part, times), Object.class);

    // Then
    assertThat(Json.problem(refused)).as(what).startsWith("the JSON is too large");
  }

  private static byte[] oversized(String part, int times) {
    String much = part.repeat(times);
    return bytes(
        switch (part) {
          case "n" -> "{\"" + much + "\":1}";
          case "t" -> "[\"" + much + "\"]";
          case ",0" -> "[0" + much + "]";
          case " " -> "[" + much + "]";
          default -> much;
        });
  }

  @Test
  void whatIsWrittenIsNotDeeperThanWhatIsRead() {
    Object deep = List.of();
    for (int i = 0; i < 40; i++) {
      deep = List.of(deep);
    }
    Object value = deep;
    assertThatThrownBy(() -> Json.write(value)).isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> Json.canonical(value)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void timesAreWrittenAsTextAndANumberIsNoText() throws Exception {
    // Given
    Job job = Json.read(bytes(JOB), Job.class);

    // When
    String written = new String(Json.write(job), StandardCharsets.UTF_8);

    // Then
    assertThat(written).contains("\"submittedAt\":\"2026-01-31T12:00:00Z\"").doesNotContain("null");
    assertThat(Json.read(Json.writePretty(job), Job.class)).isEqualTo(job);
    assertThat(Json.problem(refusal(bytes(JOB.replace("2026-01-31", "31.1.26")), Job.class)))
        .isEqualTo("submittedAt must be a time such as 2026-01-31T12:00:00Z");
  }

  @Test
  void noProblemNamesAClass() {
    for (int cut = 0; cut < JOB.length(); cut++) {
      String problem = Json.problem(refusal(bytes(JOB.substring(0, cut)), Job.class));
      assertThat(problem).doesNotContainPattern("albumen|jackson|java|Exception|StreamRead|\\R");
    }
  }

  private static String problem(String json) {
    return Json.problem(refusal(bytes(json), Recipe.class));
  }

  private static IOException refusal(byte[] json, Class<?> type) {
    return catchThrowableOfType(IOException.class, () -> Json.read(json, type));
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
