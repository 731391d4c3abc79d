package org.albumen.models.imaging.colour;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The name that an ICC profile gives itself: its description (tag {@code desc}, ICC.1:2022 9.2.41),
 * in the older form of text or the newer of several languages, of which the first counts.
 * Stateless.
 */
public final class ProfileName {
  private static final int HEADER = 128;
  private static final int TAG = 12;
  private static final int MOST_TAGS = 100;
  private static final int DESC = 0x64657363;
  private static final int MLUC = 0x6d6c7563;

  private ProfileName() {}

  /**
   * The name of a profile; empty when it has none, or when the profile is damaged.
   *
   * @param profile the whole profile
   */
  public static Optional<String> of(byte[] profile) {
    try {
      return find(ByteBuffer.wrap(profile)).map(String::strip).filter(name -> !name.isEmpty());
    } catch (IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> find(ByteBuffer profile) {
    int tags = Math.min(profile.getInt(HEADER), MOST_TAGS);
    for (int i = 0; i < tags; i++) {
      int entry = HEADER + Integer.BYTES + i * TAG;
      if (profile.getInt(entry) == DESC) {
        int at = profile.getInt(entry + Integer.BYTES);
        return switch (profile.getInt(at)) {
          case DESC -> Optional.of(text(profile, at));
          case MLUC -> Optional.of(firstLanguage(profile, at));
          default -> Optional.empty();
        };
      }
    }
    return Optional.empty();
  }

  /** Signature, four bytes of nothing, the length with a final zero, ASCII. */
  private static String text(ByteBuffer profile, int at) {
    int length = profile.getInt(at + 8);
    return string(profile, at + TAG, Math.max(0, length - 1), StandardCharsets.US_ASCII);
  }

  /** After the head of 16 bytes the first record: language, country, length, offset. */
  private static String firstLanguage(ByteBuffer profile, int at) {
    int length = profile.getInt(at + 20);
    int offset = profile.getInt(at + 24);
    return string(profile, at + offset, length, StandardCharsets.UTF_16BE);
  }

  private static String string(ByteBuffer profile, int at, int length, Charset charset) {
    if (length < 0 || length > profile.capacity()) {
      throw new IndexOutOfBoundsException(length);
    }
    byte[] text = new byte[length];
    profile.get(at, text);
    return new String(text, charset);
  }
}
