package org.albumen.common.digest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 (FIPS 180-4) over fields. Each field is preceded by its length, so that no two lists of
 * fields give the same bytes. Not safe for use by several threads.
 */
public final class Digest {
  private final MessageDigest sha256 = newSha256();

  private Digest() {}

  public static Digest sha256() {
    return new Digest();
  }

  /** Adds a field. */
  public Digest text(String field) {
    byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    sha256.update(bytes);
    return this;
  }

  /** Ends the digest: 64 lower-case hex digits. */
  public String hex() {
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** The plain SHA-256 of a file, read as a stream: 64 lower-case hex digits. */
  public static String ofFile(Path file) throws IOException {
    MessageDigest digest = newSha256();
    byte[] chunk = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        digest.update(chunk, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The plain SHA-256 of some bytes: 64 lower-case hex digits. */
  public static String ofBytes(byte[] bytes) {
    return HexFormat.of().formatHex(newSha256().digest(bytes));
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
