package org.albumen.common.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.ObjectSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * {@link ObjectStore} over the S3 protocol by the AWS SDK. Passing faults are retried by the SDK
 * with jittered exponential back-off; what is thrown has outlasted that. A body that breaks off
 * while it is read is not asked for again here.
 */
public final class S3ObjectStore implements ObjectStore {
  private static final String PROBE_BUCKET = "albumen-sign-of-life";

  private final S3Client s3;
  private final Encryption encryption;

  /**
   * @param s3 closed with this store
   * @param encryption asked for with every write
   */
  public S3ObjectStore(S3Client s3, Encryption encryption) {
    this.s3 = s3;
    this.encryption = encryption;
  }

  @Override
  public Optional<ObjectHead> head(ObjectRef ref) throws AlbumenException {
    try {
      HeadObjectResponse head = s3.headObject(b -> b.bucket(ref.bucket()).key(ref.key()));
      return Optional.of(
          new ObjectHead(
              ref,
              versionOf(head.versionId()),
              unquoted(head.eTag()),
              lengthOf(head.contentLength(), ref),
              head.lastModified(),
              head.metadata()));
    } catch (S3Exception e) {
      if (e.statusCode() == 404 && !S3Failures.isBucketMissing(e)) {
        return Optional.empty();
      }
      throw S3Failures.of(e, ref.bucket(), ref.toString());
    } catch (SdkException e) {
      throw S3Failures.of(e, ref.bucket(), ref.toString());
    }
  }

  @Override
  public ObjectHead get(ObjectSource source, Path file, long maxBytes) throws AlbumenException {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder().bucket(source.bucket()).key(source.key());
    if (source.versionId() != null) {
      request.versionId(source.versionId());
    } else if (source.etag() != null) {
      request.ifMatch('"' + source.etag() + '"');
    }
    try (ResponseInputStream<GetObjectResponse> in = s3.getObject(request.build())) {
      ObjectHead head = head(source.ref(), in.response());
      try {
        SourceCheck.expect(source, head, maxBytes);
      } catch (AlbumenException e) {
        in.abort();
        throw e;
      }
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return head;
    } catch (SdkException e) {
      throw S3Failures.ofGet(e, source);
    } catch (IOException e) {
      throw S3Failures.broken(e, source.ref());
    }
  }

  @Override
  public Optional<byte[]> read(ObjectRef ref, int maxBytes) throws AlbumenException {
    try (ResponseInputStream<GetObjectResponse> in =
        s3.getObject(b -> b.bucket(ref.bucket()).key(ref.key()))) {
      long length = lengthOf(in.response().contentLength(), ref);
      if (length > maxBytes) {
        in.abort();
        throw SourceCheck.tooLarge(ref, length, maxBytes);
      }
      return Optional.of(in.readAllBytes());
    } catch (S3Exception e) {
      if (e.statusCode() == 404 && !S3Failures.isBucketMissing(e)) {
        return Optional.empty();
      }
      throw S3Failures.of(e, ref.bucket(), ref.toString());
    } catch (SdkException e) {
      throw S3Failures.of(e, ref.bucket(), ref.toString());
    } catch (IOException e) {
      throw S3Failures.broken(e, ref);
    }
  }

  @Override
  public PutOutcome putIfAbsent(ObjectRef ref, Content content) throws AlbumenException {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(ref.bucket())
            .key(ref.key())
            .ifNoneMatch("*")
            .contentType(content.mediaType())
            .metadata(content.metadata())
            .checksumSHA256(
                Base64.getEncoder().encodeToString(HexFormat.of().parseHex(content.sha256())));
    encryption.applyTo(request);
    try {
      s3.putObject(request.build(), RequestBody.fromFile(content.file()));
      return PutOutcome.STORED;
    } catch (S3Exception e) {
      if (e.statusCode() == 412) {
        return PutOutcome.ALREADY_THERE;
      }
      throw S3Failures.of(e, ref.bucket(), ref.toString());
    } catch (SdkException e) {
      throw S3Failures.of(e, ref.bucket(), ref.toString());
    }
  }

  @Override
  public Stream<ObjectHead> list(String bucket, String prefix) throws AlbumenException {
    return Listing.stream(s3, bucket, prefix, null);
  }

  @Override
  public void ping() throws AlbumenException {
    try {
      s3.headBucket(b -> b.bucket(PROBE_BUCKET));
    } catch (S3Exception answered) {
      if (answered.statusCode() >= 500) {
        throw S3Failures.of(answered, PROBE_BUCKET, "a sign of life");
      }
    } catch (SdkException e) {
      throw S3Failures.of(e, PROBE_BUCKET, "a sign of life");
    }
  }

  @Override
  public void close() {
    s3.close();
  }

  static ObjectHead head(String bucket, S3Object object) {
    return new ObjectHead(
        new ObjectRef(bucket, object.key()),
        null,
        unquoted(object.eTag()),
        object.size(),
        object.lastModified(),
        Map.of());
  }

  private static ObjectHead head(ObjectRef ref, GetObjectResponse response)
      throws AlbumenException {
    return new ObjectHead(
        ref,
        versionOf(response.versionId()),
        unquoted(response.eTag()),
        lengthOf(response.contentLength(), ref),
        response.lastModified(),
        response.metadata());
  }

  private static @Nullable String unquoted(@Nullable String etag) {
    return etag == null || etag.isEmpty() ? null : etag.replace("\"", "");
  }

  /** S3 gives the version "null" to every object written while versioning is suspended. */
  private static @Nullable String versionOf(@Nullable String versionId) {
    return "null".equals(versionId) ? null : versionId;
  }

  private static long lengthOf(@Nullable Long contentLength, ObjectRef ref)
      throws AlbumenException {
    if (contentLength == null) {
      throw new AlbumenException(
          FailureCode.STORE_REFUSED, "the store does not say how long " + ref + " is");
    }
    return contentLength;
  }
}
