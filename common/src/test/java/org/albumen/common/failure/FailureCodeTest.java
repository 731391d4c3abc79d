package org.albumen.common.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureCodeTest {
  /** The names are a contract: one may be added here, none may be taken away or changed. */
  private static final String[] PUBLISHED = {
    "MALFORMED_JOB",
    "JOB_TOO_LARGE",
    "UNKNOWN_RECIPE",
    "UNKNOWN_MODEL",
    "SOURCE_NOT_FOUND",
    "BUCKET_NOT_FOUND",
    "BUCKET_NOT_ALLOWED",
    "KEY_NOT_ALLOWED",
    "ACCESS_DENIED",
    "SOURCE_CHANGED",
    "SOURCE_EMPTY",
    "SOURCE_TOO_LARGE",
    "NOT_AN_IMAGE",
    "UNSUPPORTED_FORMAT",
    "IMAGE_DAMAGED",
    "IMAGE_TOO_LARGE",
    "MEMORY_EXCEEDED",
    "OUTPUT_INVALID",
    "TARGET_INSIDE_SOURCE",
    "DEADLINE_PASSED",
    "MODEL_MISMATCH",
    "MODEL_CORRUPT",
    "MODEL_UNAVAILABLE",
    "STORE_REFUSED",
    "STORE_UNAVAILABLE",
    "CLOCK_SKEWED",
    "RESULT_CONFLICT",
    "KAFKA_UNAVAILABLE",
    "TIMED_OUT",
    "OUT_OF_MEMORY",
    "ENGINE_FAILED",
    "UNEXPECTED",
    "DELIVERIES_EXHAUSTED",
    "WORKER_KILLED",
    "NOT_REPLAYABLE",
    "REPLAY_OVERTAKEN",
    "NOTHING_SELECTED",
    "MALFORMED_ROW",
    "TOO_MANY_MALFORMED_ROWS",
    "LICENCE_NOT_ALLOWED",
    "BATCH_EXISTS",
    "BATCH_NOT_FOUND",
    "JOB_NOT_FOUND",
    "BATCH_ENDED",
    "BATCH_NOT_ENDED",
    "UNAUTHENTICATED",
    "ROLE_MISSING",
    "QUOTA_EXCEEDED",
    "REQUEST_TOO_LARGE",
    "TRACKER_NOT_READY",
    "DISPATCHER_UNAVAILABLE",
    "BAD_ARGUMENT",
    "BAD_CONFIGURATION",
  };

  @Test
  void thePublishedNamesStay() {
    assertThat(Arrays.stream(FailureCode.values()).map(Enum::name))
        .containsExactlyInAnyOrder(PUBLISHED);
  }

  @ParameterizedTest
  @EnumSource
  void everyCodeSaysWhatItMeansAndWhatToDo(FailureCode code) {
    assertThat(code.meaning()).matches("[A-Z][^|\\n]+\\.").hasSizeLessThan(80);
    assertThat(code.remedy()).matches("[A-Z][^|\\n]+\\.").hasSizeLessThan(80);
    assertThat(code.kind()).isNotNull();
  }

  @Test
  void aMessageIsOneLine() {
    // Given
    AlbumenException failure =
        new AlbumenException(FailureCode.UNEXPECTED, " first\n  second\r\nthird \n");

    // When
    String line = failure.line();

    // Then
    assertThat(line).isEqualTo("UNEXPECTED: first second third");
    assertThat(failure.code()).isEqualTo(FailureCode.UNEXPECTED);
  }
}
