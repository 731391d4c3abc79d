package org.albumen.common.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.albumen.common.codec.Examples;
import org.albumen.common.codec.Json;
import org.albumen.common.job.Lane;
import org.albumen.common.job.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmissionTest {
  private static final String JSON =
      """
      {"submission":{"batchId":"b","selection":{"kind":"prefix","bucket":"in","prefix":""},
       "recipe":"photo@1","target":{"bucket":"out","prefix":""},"pool":"photo","lane":"bulk",
       "maxRejectedRows":0,"submittedAt":"2026-01-31T12:00:00Z"},
       "cursor":{"page":0,"file":0,"offset":0,"row":0,"matched":0,"jobs":0,"bytes":0,"skipped":0,
       "rejected":0}}""";

  @Test
  void whatIsLeftOutLetsEverythingThrough() throws Exception {
    // When
    SubmissionPage page = read(JSON);

    // Then
    assertThat(page.submission().filter()).isEqualTo(Filter.NONE);
    assertThat(page.submission().sample()).isEqualTo(Sample.ALL);
    assertThat(page.submission().selection())
        .isInstanceOfSatisfying(
            Prefix.class, prefix -> assertThat(prefix.filter()).isEqualTo(KeyFilter.ORIGINALS));
    assertThat(page.cursor()).isEqualTo(Cursor.START);
  }

  @Test
  void aPlainSubmissionIsBulk() {
    // When
    Submission plain =
        Submission.of("b", new SeedList("7"), "photo@1", new Target("out", ""), Instant.EPOCH);

    // Then
    assertThat(plain.lane()).isEqualTo(Lane.BULK);
    assertThat(plain.pool()).isEqualTo("photo");
    assertThat(plain.maxRejectedRows()).isEqualTo(Submission.MAX_REJECTED_ROWS);
    assertThat(SubmissionPage.first(plain).cursor()).isEqualTo(Cursor.START);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"batchId\":\"b\"' | '\"batchId\":\"a/b\"' | submission.batch 'a/b' is not 1 to 100 letters, digits, '.', '_' and '-'",
        "'\"kind\":\"prefix\"' | '\"kind\":\"folder\"' | submission.selection is not of a known kind",
        "'\"bucket\":\"in\"' | '\"bucket\":\" \"' | submission.selection.bucket is empty",
        "'\"bucket\":\"in\",' | '' | submission.selection.bucket is empty",
        "'\"recipe\":\"photo@1\"' | '\"recipe\":\" \"' | submission.recipe is empty",
        "'\"pool\":\"photo\"' | '\"pool\":\"A b\"' | submission.pool 'A b' is not lower-case letters and digits",
        "'\"lane\":\"bulk\"' | '\"lane\":\"fast\"' | 'submission.lane must be one of bulk, interactive'",
        "'\"maxRejectedRows\":0' | '\"maxRejectedRows\":-1' | submission.maxRejectedRows must not be negative",
        "'\"recipe\"' | '\"filter\":{\"minSize\":9,\"maxSize\":8},\"recipe\"' | submission.filter.maxSize must not be below minSize",
        "'\"recipe\"' | '\"filter\":{\"minSize\":-1},\"recipe\"' | submission.filter.minSize must not be negative",
        "'\"recipe\"' | '\"sample\":{\"every\":0},\"recipe\"' | submission.sample.every must be 1 or more",
        "'\"recipe\"' | '\"sample\":{\"first\":0},\"recipe\"' | submission.sample.first must be 1 or more",
        "'{\"kind\":\"prefix\",\"bucket\":\"in\",\"prefix\":\"\"}' | '{\"kind\":\"objects\"}' | submission.selection.objects is missing",
        "'{\"kind\":\"prefix\",\"bucket\":\"in\",\"prefix\":\"\"}' | '{\"kind\":\"objects\",\"objects\":[]}' | submission.selection.objects must be 1 to 1000",
      })
  void aWrongValueIsNamedInOneLine(String replaced, String replacement, String expected) {
    // Given
    String json = JSON.replace(replaced, replacement);
    assertThat(json).isNotEqualTo(JSON);

    // When
    IOException refused = catchThrowableOfType(IOException.class, () -> read(json));

    // Then
    assertThat(Json.problem(refused)).isEqualTo(expected);
  }

  @Test
  void aLabelHasAnEnd() {
    Submission full = Examples.pages().get(0).submission();
    assertThat(labelled(full, "x".repeat(200)).label()).hasSize(200);
    assertThatIllegalArgumentException().isThrownBy(() -> labelled(full, "x".repeat(201)));
  }

  private static Submission labelled(Submission s, String label) {
    return new Submission(
        s.batchId(),
        s.selection(),
        s.filter(),
        s.sample(),
        s.recipe(),
        s.target(),
        s.pool(),
        s.lane(),
        s.maxRejectedRows(),
        label,
        s.tenant(),
        s.submittedBy(),
        s.submittedAt(),
        s.deadline(),
        s.requestDigest());
  }

  private static SubmissionPage read(String json) throws IOException {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), SubmissionPage.class);
  }
}
