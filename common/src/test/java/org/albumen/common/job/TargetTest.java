package org.albumen.common.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
  @ParameterizedTest
  @CsvSource({
    "in,  '',       in, '',     true",
    "in,  restored, in, '',     true",
    "in,  1927,     in, 1927/,  true",
    "in,  1927/out, in, 1927/,  true",
    "in,  '',       in, 1927/,  true",
    "in,  19,       in, 1927/,  false",
    "in,  restored, in, 1927/,  false",
    "out, '',       in, '',     false",
  })
  void resultsLieAmongTheirSourcesWhenAListingOfThoseWouldHaveThem(
      String bucket, String prefix, String sourceBucket, String sourcePrefix, boolean among) {
    // Given
    Target target = new Target(bucket, prefix);

    // Then
    assertThat(target.isAmong(sourceBucket, sourcePrefix)).isEqualTo(among);
    assertThat((bucket + "/" + target.prefix() + sourcePrefix + "a.tif"))
        .matches(key -> key.startsWith(sourceBucket + "/" + sourcePrefix) == among);
  }
}
