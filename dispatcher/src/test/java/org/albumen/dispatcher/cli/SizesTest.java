package org.albumen.dispatcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.albumen.common.failure.AlbumenException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "4096, 4096",
    "4096B, 4096",
    "20M, 20000000",
    "20MB, 20000000",
    "1.5GiB, 1610612736",
    "1k, 1000",
    "1Ki, 1024",
    "2T, 2000000000000"
  })
  void bytesAreReadAsPeopleWriteThem(String text, long bytes) throws Exception {
    assertThat(Sizes.parse("--min-size", text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "M", "-1", "1.5.2M", "10X", "5i", "999999999999999999T", "1e3"})
  void whatIsNoneIsNamed(String text) {
    assertThatThrownBy(() -> Sizes.parse("--min-size", text))
        .isInstanceOf(AlbumenException.class)
        .hasMessageContaining("--min-size '" + text + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1500, 1.5 kB",
    "123456789, 123 MB",
    "5000000000000000, 5000 TB"
  })
  void bytesAreWrittenInThreeDigits(long bytes, String text) {
    assertThat(Sizes.text(bytes)).isEqualTo(text);
  }
}
