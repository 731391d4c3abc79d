package org.albumen.common.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** {@link SourceReader} over the S3 protocol, within a boundary. */
public final class S3SourceReader implements SourceReader {
  private final S3Client s3;
  private final Boundary boundary;

  /**
   * @param s3 closed with this reader
   */
  public S3SourceReader(S3Client s3, Boundary boundary) {
    this.s3 = s3;
    this.boundary = boundary;
  }

  @Override
  public Stream<ObjectHead> list(String bucket, String prefix, @Nullable String after)
      throws AlbumenException {
    boundary.requireSources(bucket, prefix);
    return Listing.stream(s3, bucket, prefix, after);
  }

  @Override
  public InputStream open(ObjectRef ref, @Nullable String versionId, long offset)
      throws AlbumenException {
    boundary.requireReadable(ref);
    GetObjectRequest.Builder request =
        GetObjectRequest.builder().bucket(ref.bucket()).key(ref.key()).versionId(versionId);
    if (offset > 0) {
      request.range("bytes=" + offset + "-");
    }
    try {
      return new Abortable(s3.getObject(request.build()));
    } catch (S3Exception e) {
      if (e.statusCode() == 404 && !S3Failures.isBucketMissing(e)) {
        throw new AlbumenException(FailureCode.SOURCE_NOT_FOUND, ref + " does not exist", e);
      }
      throw S3Failures.of(e, ref.bucket(), ref.toString());
    } catch (SdkException e) {
      throw S3Failures.of(e, ref.bucket(), ref.toString());
    }
  }

  @Override
  public void close() {
    s3.close();
  }

  /** The SDK's stream reads what is left when it is closed, which may be gigabytes. */
  private static final class Abortable extends FilterInputStream {
    private final ResponseInputStream<GetObjectResponse> body;

    Abortable(ResponseInputStream<GetObjectResponse> body) {
      super(body);
      this.body = body;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      return body.read(bytes, from, length);
    }

    @Override
    public void close() {
      body.abort();
    }
  }
}
