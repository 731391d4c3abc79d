package org.albumen.dispatcher.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.Target;
import org.albumen.common.submission.KeyFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmissionTest {

  @ParameterizedTest
  @CsvSource(
      value = {
        "'',        ''",
        "'',        restored/",
        "photos/,   photos/restored/",
        "photos/,   photos/",
        "photos,    photos-restored/",
        "photos/,   ''",
        "a/a/,      a/",
      })
  void aTargetWhoseResultsWouldBeListedAsSourcesIsRefused(String prefix, String target) {
    assertThatThrownBy(() -> listing(prefix).requireApart(new Target("b", target)))
        .isInstanceOfSatisfying(
            AlbumenException.class, e -> assertThat(e.line()).startsWith("TARGET_INSIDE_SOURCE: "));
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "photos/,   b, restored/",
        "photos/,   b, photos-restored/",
        "photos/a/, b, photos/",
        "photos/,   c, photos/",
        "'',        c, ''",
      })
  void aTargetElsewhereIsFine(String prefix, String bucket, String target) {
    assertThatCode(() -> listing(prefix).requireApart(new Target(bucket, target)))
        .doesNotThrowAnyException();
  }

  @Test
  void aTargetAmongTheSourcesIsTakenWhenAskedForAndResultsAreToldFromThem() {
    // Given
    Target asked = new Target("b", "").allowedInsideSource();
    // Then
    assertThatCode(() -> new Listing("b", "photos/", KeyFilter.ORIGINALS).requireApart(asked))
        .doesNotThrowAnyException();
    for (KeyFilter blind : List.of(KeyFilter.PHOTOGRAPHS, KeyFilter.ALL)) {
      assertThatThrownBy(() -> new Listing("b", "photos/", blind).requireApart(asked))
          .isInstanceOfSatisfying(
              AlbumenException.class, e -> assertThat(e.line()).startsWith("BAD_ARGUMENT: "));
    }
  }

  @Test
  void whatCannotBeIsNamed() {
    Target target = new Target("t", "");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Submission("x", listing(""), "photo@1", target, "No Pool"))
        .withMessageContaining("No Pool");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Listing(" ", "", KeyFilter.ALL))
        .withMessageContaining("bucket");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Submission("x", listing(""), "", target, "p"))
        .withMessageContaining("recipe");
  }

  private static Listing listing(String prefix) {
    return new Listing("b", prefix, KeyFilter.PHOTOGRAPHS);
  }
}
