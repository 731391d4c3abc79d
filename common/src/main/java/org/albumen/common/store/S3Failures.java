package org.albumen.common.store;

import java.io.IOException;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.Source;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What the SDK throws, as coded failures. */
final class S3Failures {
  private S3Failures() {}

  /**
   * A HEAD has no body, so a missing bucket and a missing key look alike there; only answers with a
   * body say which.
   */
  static boolean isBucketMissing(S3Exception e) {
    return e.awsErrorDetails() != null && "NoSuchBucket".equals(e.awsErrorDetails().errorCode());
  }

  static AlbumenException ofGet(SdkException e, Source source) {
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
      if (s3.statusCode() == 404) {
        return new AlbumenException(
            FailureCode.BUCKET_NOT_FOUND, "bucket " + bucket + " does not exist", e);
      }
      if (s3.statusCode() == 401 || s3.statusCode() == 403) {
        return new AlbumenException(
            FailureCode.ACCESS_DENIED, "the store refuses access to " + what, e);
      }
      return new AlbumenException(
          FailureCode.STORE_UNAVAILABLE,
          "the store answered " + s3.statusCode() + " for " + what,
          e);
    }
    return new AlbumenException(
        FailureCode.STORE_UNAVAILABLE,
        "the store does not answer for " + what + ": " + e.getMessage(),
        e);
  }

  static AlbumenException broken(IOException e, ObjectRef ref) {
    return new AlbumenException(
        FailureCode.STORE_UNAVAILABLE, "the copy of " + ref + " broke off: " + e.getMessage(), e);
  }
}
