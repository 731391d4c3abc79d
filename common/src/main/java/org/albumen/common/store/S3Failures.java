package org.albumen.common.store;

import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.ObjectSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What the SDK throws, as coded failures. */
final class S3Failures {
  /** Request timeout, conflict of conditional writes, too many requests. */
  private static final Set<Integer> PASSING = Set.of(408, 409, 429);

  /** Sent with status 400, and worth another try all the same. */
  private static final Set<String> PASSING_CODES = Set.of("RequestTimeout", "SlowDown");

  /** Sent with status 400, about credentials all the same. */
  private static final Set<String> CREDENTIALS =
      Set.of("ExpiredToken", "InvalidToken", "TokenRefreshRequired");

  private S3Failures() {}

  /**
   * A HEAD has no body, so a missing bucket and a missing key look alike there; only answers with a
   * body say which.
   */
  static boolean isBucketMissing(S3Exception e) {
    return "NoSuchBucket".equals(errorCode(e));
  }

  static AlbumenException ofGet(SdkException e, ObjectSource source) {
    if (e instanceof S3Exception s3) {
      if (s3.statusCode() == 412) {
        return new AlbumenException(
            FailureCode.SOURCE_CHANGED, source.ref() + " is not what was submitted", e);
      }
      if (s3.statusCode() == 404 && !isBucketMissing(s3)) {
        return new AlbumenException(
            FailureCode.SOURCE_NOT_FOUND, source.ref() + " does not exist", e);
      }
    }
    return of(e, source.bucket(), source.ref().toString());
  }

  static AlbumenException of(SdkException e, String bucket, String what) {
    if (e instanceof S3Exception s3) {
      return ofAnswer(s3, bucket, what);
    }
    String message = String.valueOf(e.getMessage());
    if (message.startsWith("Unable to load credentials")) {
      return new AlbumenException(
          FailureCode.ACCESS_DENIED,
          "no credentials for the store: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give"
              + " the machine a role",
          e);
    }
    return new AlbumenException(
        FailureCode.STORE_UNAVAILABLE, "the store does not answer for " + what + ": " + message, e);
  }

  private static AlbumenException ofAnswer(S3Exception e, String bucket, String what) {
    int status = e.statusCode();
    if (status == 404) {
      return new AlbumenException(
          FailureCode.BUCKET_NOT_FOUND, "bucket " + bucket + " does not exist", e);
    }
    if (ClockSkew.explains(e, Instant.now())) {
      return new AlbumenException(
          FailureCode.CLOCK_SKEWED,
          "the store refuses access to " + what + ", for this machine's clock differs from its own",
          e);
    }
    if (status == 401 || status == 403 || CREDENTIALS.contains(errorCode(e))) {
      return new AlbumenException(
          FailureCode.ACCESS_DENIED, "the store refuses access to " + what, e);
    }
    if (status == 301) {
      return new AlbumenException(
          FailureCode.STORE_REFUSED,
          "bucket " + bucket + " is in another region than albumen.s3.region",
          e);
    }
    boolean passing = (status >= 500 && status != 501) || PASSING.contains(status);
    String answer = "the store answered " + status + " " + errorCode(e);
    return passing || PASSING_CODES.contains(errorCode(e))
        ? new AlbumenException(FailureCode.STORE_UNAVAILABLE, answer.strip() + " for " + what, e)
        : new AlbumenException(FailureCode.STORE_REFUSED, answer.strip() + " for " + what, e);
  }

  private static String errorCode(S3Exception e) {
    String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    return code == null ? "" : code;
  }

  static AlbumenException broken(IOException e, ObjectRef ref) {
    return new AlbumenException(
        FailureCode.STORE_UNAVAILABLE, "the copy of " + ref + " broke off: " + e.getMessage(), e);
  }
}
