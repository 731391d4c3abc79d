package org.albumen.common.store;

import java.util.Optional;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * How the store is asked to encrypt what is written; {@link #NONE} leaves it to the bucket. Reading
 * needs nothing: the store decrypts for whoever may use the key. Immutable.
 *
 * @param algorithm null for none
 * @param kmsKey id, alias or ARN of a KMS key; null for AWS's own
 * @param bucketKey whether S3 shall use a bucket key; null leaves it to the bucket
 */
public record Encryption(
    @Nullable ServerSideEncryption algorithm,
    @Nullable String kmsKey,
    @Nullable Boolean bucketKey) {
  /** Nothing is asked for. */
  public static final Encryption NONE = new Encryption(null, null, null);

  private static final String NO_ALGORITHM = "none";

  /**
   * Reads the settings {@code s3.encryption}, {@code s3.kms-key} and {@code s3.bucket-key}.
   *
   * @throws AlbumenException {@code BAD_CONFIGURATION} when one is unknown or contradicts another
   */
  public static Encryption of(
      String algorithm, Optional<String> kmsKey, Optional<Boolean> bucketKey)
      throws AlbumenException {
    ServerSideEncryption known =
        algorithm.equals(NO_ALGORITHM) ? null : ServerSideEncryption.fromValue(algorithm);
    boolean kms =
        known == ServerSideEncryption.AWS_KMS || known == ServerSideEncryption.AWS_KMS_DSSE;
    if (known != null && !kms && known != ServerSideEncryption.AES256) {
      throw bad("s3.encryption must be none, AES256, aws:kms or aws:kms:dsse");
    }
    if (kmsKey.isPresent() && !kms) {
      throw bad("s3.kms-key needs s3.encryption aws:kms or aws:kms:dsse");
    }
    if (bucketKey.isPresent() && known != ServerSideEncryption.AWS_KMS) {
      throw bad("s3.bucket-key needs s3.encryption aws:kms");
    }
    return new Encryption(known, kmsKey.orElse(null), bucketKey.orElse(null));
  }

  /** Adds what is asked for to a write. */
  void applyTo(PutObjectRequest.Builder request) {
    request.serverSideEncryption(algorithm).ssekmsKeyId(kmsKey).bucketKeyEnabled(bucketKey);
  }

  private static AlbumenException bad(String message) {
    return new AlbumenException(FailureCode.BAD_CONFIGURATION, "albumen." + message);
  }
}
