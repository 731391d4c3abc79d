package org.albumen.dispatcher.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.Target;
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
    assertThatThrownBy(() -> submission(prefix, "b", target).requireApart())
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
    assertThatCode(() -> submission(prefix, bucket, target).requireApart())
        .doesNotThrowAnyException();
  }

  @Test
  void whatCannotBeIsNamed() {
    Target target = new Target("t", "");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Submission("x", "b", "", "photo@1", target, "No Pool", KeyFilter.ALL))
        .withMessageContaining("No Pool");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Submission("x", " ", "", "photo@1", target, "p", KeyFilter.ALL))
        .withMessageContaining("bucket");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Submission("x", "b", "", "", target, "p", KeyFilter.ALL))
        .withMessageContaining("recipe");
  }

  private static Submission submission(String prefix, String targetBucket, String targetPrefix) {
    return new Submission(
        "batch",
        "b",
        prefix,
        "photo@1",
        new Target(targetBucket, targetPrefix),
        "photo",
        KeyFilter.PHOTOGRAPHS);
  }
}
