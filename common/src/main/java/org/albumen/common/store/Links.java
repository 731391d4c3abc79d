package org.albumen.common.store;

import java.net.URI;
import java.time.Duration;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Links by which anybody reads an object for a while: presigned GETs of the S3 protocol. They are
 * made without asking the store. Safe for use by several threads.
 */
public final class Links implements AutoCloseable {
  private final S3Presigner presigner;
  private final Boundary boundary;

  /**
   * @param presigner closed with this
   * @param boundary what may be read
   */
  public Links(S3Presigner presigner, Boundary boundary) {
    this.presigner = presigner;
    this.boundary = boundary;
  }

  /**
   * A link to an object, whether there is one or not.
   *
   * @param ttl how long it may be used, 1 s to 7 days; less where the credentials themselves end
   * @throws AlbumenException {@code BUCKET_NOT_ALLOWED}, {@code KEY_NOT_ALLOWED}; {@code
   *     STORE_UNAVAILABLE} without credentials
   */
  public URI link(ObjectRef ref, Duration ttl) throws AlbumenException {
    boundary.requireReadable(ref);
    try {
      return URI.create(
          presigner
              .presignGetObject(
                  request ->
                      request
                          .signatureDuration(ttl)
                          .getObjectRequest(get -> get.bucket(ref.bucket()).key(ref.key())))
              .url()
              .toString());
    } catch (SdkException e) {
      throw new AlbumenException(
          FailureCode.STORE_UNAVAILABLE, "no link to " + ref + " can be signed", e);
    }
  }

  @Override
  public void close() {
    presigner.close();
  }
}
