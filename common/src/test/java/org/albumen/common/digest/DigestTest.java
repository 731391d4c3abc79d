package org.albumen.common.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestTest {
  /** FIPS 180-4, the example with one block. */
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void plainDigestsAreThoseOfTheStandard(@TempDir Path folder) throws Exception {
    // Given
    Path file = Files.writeString(folder.resolve("abc"), "abc");

    // When
    String hex = Digest.ofFile(file);

    // Then
    assertThat(hex).isEqualTo(OF_ABC);
    assertThat(Digest.ofBytes("abc".getBytes(StandardCharsets.UTF_8))).isEqualTo(OF_ABC);
  }

  @Test
  void aFileLongerThanOneChunkIsReadWhole(@TempDir Path folder) throws Exception {
    // Given
    byte[] bytes = new byte[200_001];
    bytes[200_000] = 1;
    Path file = Files.write(folder.resolve("long"), bytes);

    // When
    String hex = Digest.ofFile(file);

    // Then
    assertThat(hex).isEqualTo(Digest.ofBytes(bytes));
  }

  @Test
  void fieldsDoNotRunIntoOneAnother() {
    assertThat(Digest.sha256().text("ab").text("c").hex())
        .isNotEqualTo(Digest.sha256().text("a").text("bc").hex())
        .isNotEqualTo(Digest.sha256().text("abc").hex());
    assertThat(Digest.sha256().text("").hex()).isNotEqualTo(Digest.sha256().hex());
  }

  @Test
  void fieldsAreDigestedWithTheirLengths() {
    // Given a field that is longer than what is set aside at first
    String field = "\u00e9".repeat(300);
    byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
    byte[] expected =
        ByteBuffer.allocate(Integer.BYTES + 1 + Integer.BYTES + bytes.length)
            .putInt(1)
            .put((byte) 'a')
            .putInt(bytes.length)
            .put(bytes)
            .array();

    // When
    Digest digest = Digest.sha256().text("a").text(field);

    // Then
    assertThat(digest.hex()).isEqualTo(Digest.ofBytes(expected));
    assertThat(digest.shortHex()).isEqualTo(digest.hex().substring(0, 32));
  }
}
