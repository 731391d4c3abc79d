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
  /** Names as S3 and its likes give them, and the ARNs of access points. */
  private static final Pattern BUCKET =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,254}|arn:[A-Za-z0-9-]+:[A-Za-z0-9:/_-]{1,240}");

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
    if (!BUCKET.matcher(bucket).matches()) {
      throw new AlbumenException(
          FailureCode.BUCKET_NOT_ALLOWED, "the bucket's name is no name of a bucket");
    }
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
