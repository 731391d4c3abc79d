package org.albumen.common.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

class ClockSkewTest {
  private static final Instant NOW = Instant.parse("2026-11-22T14:15:30Z");

  @Test
  void aRefusalWithoutABodyIsExplainedByItsDate() {
    assertThat(ClockSkew.explains(refusal(403, date(Duration.ofHours(1))), NOW)).isTrue();
    assertThat(ClockSkew.explains(refusal(403, date(Duration.ofHours(-1))), NOW)).isTrue();
    assertThat(ClockSkew.explains(refusal(403, date(Duration.ofMinutes(14))), NOW)).isFalse();
    assertThat(ClockSkew.explains(refusal(404, date(Duration.ofHours(1))), NOW)).isFalse();
    assertThat(ClockSkew.explains(refusal(403, "yesterday"), NOW)).isFalse();
  }

  private static String date(Duration later) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(NOW.plus(later).atOffset(ZoneOffset.UTC));
  }

  private static S3Exception refusal(int status, String date) {
    SdkHttpResponse answer =
        SdkHttpResponse.builder().statusCode(status).putHeader("Date", date).build();
    return (S3Exception)
        S3Exception.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().sdkHttpResponse(answer).build())
            .build();
  }
}
