package org.albumen.models.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.DeflaterOutputStream;

/** Contents of PNG's chunks that hold texts or a profile. */
final class PngTexts {
  private PngTexts() {}

  /** The start of iCCP or zTXt as it is, then the deflated content. */
  static byte[] compressed(String start, byte[] content) throws IOException {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.write(start.getBytes(ISO_8859_1));
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(chunk)) {
      deflated.write(content);
    }
    return chunk.toByteArray();
  }

  /** An uncompressed iTXt in French. */
  static byte[] international(String keyword, byte[] text) throws IOException {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.write((keyword + "\0\0\0fr\0mot\0").getBytes(ISO_8859_1));
    chunk.write(text);
    return chunk.toByteArray();
  }
}
