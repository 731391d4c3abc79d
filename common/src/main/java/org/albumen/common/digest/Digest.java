package org.albumen.common.digest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * SHA-256 (FIPS 180-4) over fields. Each field is preceded by its length, so that no two lists of
 * fields give the same bytes. Not safe for use by several threads.
 */
public final class Digest {
  /** Bytes of SHA-256 that {@link #shortHex} tells. */
  private static final int SHORT = 16;

  /** One per thread: looking it up takes longer than the digest of a name. */
  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(Digest::newSha256);

  private byte[] fields = new byte[128];
  private int length;

  private Digest() {}

  public static Digest sha256() {
    return new Digest();
  }

  /** Adds a field. */
  public Digest text(String field) {
    byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
    int end = Math.addExact(length + Integer.BYTES, bytes.length);
    if (end > fields.length) {
      fields = Arrays.copyOf(fields, Math.max(end, 2 * fields.length));
    }
    ByteBuffer.wrap(fields, length, end - length).putInt(bytes.length).put(bytes);
    length = end;
    return this;
  }

  /** The digest: 64 lower-case hex digits. */
  public String hex() {
    return HexFormat.of().formatHex(digest());
  }

  /** Its first half: 32 digits. */
  public String shortHex() {
    return HexFormat.of().formatHex(digest(), 0, SHORT);
  }

  private byte[] digest() {
    MessageDigest sha256 = SHA_256.get();
    sha256.update(fields, 0, length);
    return sha256.digest();
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
    return HexFormat.of().formatHex(SHA_256.get().digest(bytes));
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
