package org.albumen.common.store;

import java.util.regex.Pattern;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.KeyRule;

/**
 * A bucket, or a folder of one.
 *
 * @param prefix empty for the whole bucket, else it ends in a slash
 */
record Place(String bucket, String prefix) {
  private static final int LONGEST_NAME = 255;

  /** Of access points. */
  private static final Pattern ARN = Pattern.compile("arn:[A-Za-z0-9-]+:[A-Za-z0-9:/_-]{1,240}");

  /**
   * Reads {@code name} or {@code name/prefix}.
   *
   * @throws AlbumenException {@code BUCKET_NOT_ALLOWED} or {@code KEY_NOT_ALLOWED} for what could
   *     be none
   */
  static Place parse(String text) throws AlbumenException {
    int slash = text.indexOf('/');
    String prefix = slash < 0 ? "" : text.substring(slash + 1);
    Place place =
        new Place(
            slash < 0 ? text : text.substring(0, slash),
            prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/");
    requireName(place.bucket);
    KeyRule.requireFolder("the prefix", place.prefix);
    return place;
  }

  /** Refuses a bucket's name that could be taken for more than a name, such as {@code ..}. */
  static void requireName(String bucket) throws AlbumenException {
    if (!isPlain(bucket) && !ARN.matcher(bucket).matches()) {
      throw new AlbumenException(
          FailureCode.BUCKET_NOT_ALLOWED, "the bucket's name is no name of a bucket");
    }
  }

  /**
   * Whether it is a name as S3 and its likes give them: letters, digits, and within it dots,
   * hyphens and underscores. Asked of every row of a manifest, which a regular expression is too
   * slow for.
   */
  private static boolean isPlain(String bucket) {
    if (bucket.isEmpty() || bucket.length() > LONGEST_NAME || !isAlphanumeric(bucket.charAt(0))) {
      return false;
    }
    for (int i = 1; i < bucket.length(); i++) {
      char c = bucket.charAt(i);
      if (!isAlphanumeric(c) && c != '.' && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
  }

  /** Whether every key that begins so lies here. */
  boolean covers(String otherBucket, String otherPrefix) {
    return bucket.equals(otherBucket) && otherPrefix.startsWith(prefix);
  }

  /** 1 for a bucket, more for a folder, the more the longer its name is. */
  int precision() {
    return 1 + prefix.length();
  }
}
