package org.albumen.dispatcher.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.FailureCode;
import org.junit.jupiter.api.Test;

/** {@code -Dalbumen.write=true} writes the file anew. */
class FailureCodesTest {
  private static final Path FILE = Path.of("src/main/web/failure-codes.json");

  @Test
  void thePageKnowsWhatEveryCodeMeans() throws IOException {
    // Given
    Map<String, Map<String, String>> table = new LinkedHashMap<>();
    for (FailureCode code : FailureCode.values()) {
      Map<String, String> row = new LinkedHashMap<>();
      row.put("kind", code.kind().name().toLowerCase(Locale.ROOT));
      row.put("meaning", code.meaning());
      row.put("remedy", code.remedy());
      table.put(code.name(), row);
    }
    String expected = new String(Json.writePretty(table), UTF_8) + "\n";

    // When
    if (Boolean.getBoolean("albumen.write")) {
      Files.writeString(FILE, expected);
    }

    // Then
    assertThat(Files.readString(FILE)).isEqualTo(expected);
  }
}
