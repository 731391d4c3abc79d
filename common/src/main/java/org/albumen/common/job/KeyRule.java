package org.albumen.common.job;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;

/**
 * Which keys are let in. S3 itself takes nearly every text; what is refused here is what no store
 * can keep, or what a store on a file system, a proxy or an HTTP client could take for a way out of
 * the bucket. The worker, the dispatcher and every store made from the settings ask this class.
 *
 * <p>Stateless.
 */
public final class KeyRule {
  /** S3's own limit, in bytes of UTF-8. */
  public static final int MAX_BYTES = 1024;

  private KeyRule() {}

  /**
   * Refuses a key that could lead out of its bucket or that cannot be stored: a segment {@code .}
   * or {@code ..} (a backslash ends a segment too), a control character, a text that is no Unicode,
   * more than {@value #MAX_BYTES} bytes. Empty segments are S3's affair and are let in.
   *
   * @param what the key's name in the message
   * @throws AlbumenException {@code KEY_NOT_ALLOWED}; the key itself is not repeated
   */
  public static void requireKey(String what, String key) throws AlbumenException {
    Optional<String> problem = problem(key);
    if (problem.isPresent()) {
      throw refused(what, problem.get());
    }
  }

  /**
   * Refuses a prefix below which no key could be let in.
   *
   * @throws AlbumenException {@code KEY_NOT_ALLOWED}
   */
  public static void requirePrefix(String what, String prefix) throws AlbumenException {
    requireKey(what, prefix + "x");
  }

  /**
   * Refuses a folder for results that {@link #requirePrefix} would refuse, or that begins with a
   * slash or has an empty segment: a file system takes it for another folder, and nobody means it.
   *
   * @throws AlbumenException {@code KEY_NOT_ALLOWED}
   */
  public static void requireFolder(String what, String folder) throws AlbumenException {
    requirePrefix(what, folder);
    if (folder.startsWith("/") || folder.contains("//")) {
      throw refused(what, "has an empty segment");
    }
  }

  /** Whether a text can be written in UTF-8: every surrogate has its other half. */
  public static boolean isUnicode(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
      }
    }
    return true;
  }

  private static Optional<String> problem(String key) {
    if (!isUnicode(key)) {
      return Optional.of("has half a surrogate pair");
    }
    int bytes = key.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      return Optional.of("has " + bytes + " bytes; " + MAX_BYTES + " are allowed");
    }
    int begin = 0;
    for (int i = 0; i <= key.length(); i++) {
      if (i < key.length() && Character.isISOControl(key.charAt(i))) {
        return Optional.of("has a control character");
      }
      if (i == key.length() || key.charAt(i) == '/' || key.charAt(i) == '\\') {
        if (isWayOut(key, begin, i)) {
          return Optional.of("has a segment '" + key.substring(begin, i) + "'");
        }
        begin = i + 1;
      }
    }
    return Optional.empty();
  }

  /** Whether a segment is {@code .} or {@code ..}. */
  private static boolean isWayOut(String key, int begin, int end) {
    int length = end - begin;
    return (length == 1 || length == 2) && key.charAt(begin) == '.' && key.charAt(end - 1) == '.';
  }

  private static AlbumenException refused(String what, String problem) {
    return new AlbumenException(FailureCode.KEY_NOT_ALLOWED, what + " " + problem);
  }
}
