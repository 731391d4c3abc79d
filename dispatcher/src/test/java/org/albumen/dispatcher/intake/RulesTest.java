package org.albumen.dispatcher.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Lane;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.store.Boundary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
  private static final String RULE =
      """
      {"name":"inbox","bucket":"scans","prefix":"inbox/","suffix":".tif","recipe":"photo@1",
       "target":{"bucket":"results","prefix":"out/"},"pool":"gpu-80g","lane":"interactive"}""";

  @TempDir Path folder;

  @Test
  void aFileOfRulesIsRead() throws Exception {
    // Given
    String smallest =
        """
        {"name":"rest","bucket":"scans","recipe":"photo@1",
         "target":{"bucket":"scans","prefix":"","insideSource":true}}""";

    // When
    Rules rules = load("[" + RULE + "," + smallest + "]");

    // Then
    assertThat(rules.pools()).containsExactly("gpu-80g", "photo");
    List<Rule> both = rules.wanting(ObjectSource.of("scans", "inbox/a.TIF"));
    assertThat(both).extracting(Rule::name).containsExactly("inbox", "rest");
    assertThat(both).extracting(Rule::lane).containsExactly(Lane.INTERACTIVE, Lane.BULK);
    assertThat(both.get(0).topic()).isEqualTo("albumen.jobs.gpu-80g.interactive");
    assertThat(rules.wanting(ObjectSource.of("scans", "inbox/notes.txt"))).isEmpty();
    assertThat(rules.wanting(ObjectSource.of("other", "inbox/a.tif"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"name\":\"inbox\",'   | ''                         | '[0].name is missing'",
        "'\"name\":\"inbox\"'    | '\"name\":\"in box\"'      | '[0].name ''in box'' is not 1 to 80 letters, digits, ''.'', ''_'' and ''-'''",
        "'\"bucket\":\"scans\"'  | '\"bucket\":\" \"'         | '[0].bucket is empty'",
        "'\"prefix\":\"inbox/\"' | '\"prefixx\":\"inbox/\"'   | '''[0].prefixx'' is no field of this'",
        "'\"lane\":\"interactive\"' | '\"lane\":\"fast\"'     | '[0].lane must be one of bulk, interactive'",
        "'\"pool\":\"gpu-80g\"'  | '\"pool\":\"A b\"'         | '[0].pool ''A b'' is not lower-case letters and digits'",
      })
  void aWrongValueIsNamed(String replaced, String replacement, String expected) throws Exception {
    // Given
    String json = RULE.replace(replaced, replacement);
    assertThat(json).isNotEqualTo(RULE);

    // When
    String refusal = refusal("[" + json + "]");

    // Then
    assertThat(refusal).endsWith("rules.json: " + expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'photo@1'              | 'photos@1'         | recipe 'photos@1' is not one of",
        "'photo@1'              | 'faces-progan@1'   | recipe faces-progan@1 restores no photographs",
        "'\"bucket\":\"results\",\"prefix\":\"out/\"' | '\"bucket\":\"scans\",\"prefix\":\"inbox/\"' | its results would lie among its sources",
        "'\"prefix\":\"out/\"'  | '\"prefix\":\"../\"' | the target's prefix",
        "'\"bucket\":\"scans\"' | '\"bucket\":\"..\"'  | the bucket's name is no name of a bucket",
      })
  void aRuleThatCannotHoldIsRefusedAtTheStart(String replaced, String replacement, String expected)
      throws Exception {
    // Given
    String json = RULE.replace(replaced, replacement);
    assertThat(json).isNotEqualTo(RULE);

    // When
    String refusal = refusal("[" + json + "]");

    // Then
    assertThat(refusal).startsWith("albumen.dispatcher.intake: rule inbox: ").contains(expected);
  }

  @Test
  void aNameStandsOnce() throws Exception {
    assertThat(refusal("[" + RULE + "," + RULE + "]")).contains("rule inbox is there twice");
  }

  @Test
  void whatTheSettingsDoNotAllowIsRefused() throws Exception {
    // Given
    Boundary boundary = Boundary.of(List.of("elsewhere"), List.of());
    Path file = Files.writeString(folder.resolve("rules.json"), "[" + RULE + "]");

    // When
    AlbumenException refused =
        catchThrowableOfType(
            AlbumenException.class, () -> Rules.load(file, RecipeBook.builtIn(), boundary));

    // Then
    assertThat(refused).hasMessageContaining("albumen.s3.source-buckets");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"no JSON", "{}", "'[null]'", "''"})
  void whatIsNoListOfRulesIsRefused(String json) throws Exception {
    assertThat(refusal(json)).startsWith("albumen.dispatcher.intake: rules ");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    // When
    AlbumenException refused =
        catchThrowableOfType(
            AlbumenException.class,
            () ->
                Rules.load(
                    folder.resolve("missing.json"), RecipeBook.builtIn(), Boundary.ANY_BUCKET));

    // Then
    assertThat(refused.code()).isEqualTo(FailureCode.BAD_CONFIGURATION);
    assertThat(refused).hasMessageContaining("missing.json cannot be read");
  }

  private Rules load(String json) throws Exception {
    Path file = Files.writeString(folder.resolve("rules.json"), json);
    return Rules.load(file, RecipeBook.builtIn(), Boundary.ANY_BUCKET);
  }

  private String refusal(String json) {
    AlbumenException refused = catchThrowableOfType(AlbumenException.class, () -> load(json));
    assertThat(refused.code()).isEqualTo(FailureCode.BAD_CONFIGURATION);
    return String.valueOf(refused.getMessage());
  }
}
