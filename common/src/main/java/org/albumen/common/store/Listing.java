package org.albumen.common.store;

import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.albumen.common.failure.AlbumenException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.S3Object;

/** One listing: the SDK asks for the next page when the last has been read. */
final class Listing implements Iterator<ObjectHead> {
  private final String bucket;
  private final Iterator<S3Object> objects;

  private Listing(String bucket, Iterator<S3Object> objects) {
    this.bucket = bucket;
    this.objects = objects;
  }

  /**
   * Asks for the first page at once, so that a missing bucket shows here, and for keys URL-encoded:
   * XML cannot hold every character that a key may have.
   */
  static Stream<ObjectHead> stream(
      S3Client s3, String bucket, String prefix, @Nullable String after) throws AlbumenException {
    Iterator<S3Object> objects;
    try {
      objects =
          s3.listObjectsV2Paginator(
                  b ->
                      b.bucket(bucket)
                          .prefix(prefix)
                          .startAfter(after)
                          .encodingType(EncodingType.URL))
              .contents()
              .iterator();
    } catch (SdkException e) {
      throw S3Failures.of(e, bucket, "the listing of " + bucket);
    }
    int traits = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(new Listing(bucket, objects), traits), false)
        .filter(object -> !object.ref().key().endsWith("/"));
  }

  @Override
  public boolean hasNext() {
    try {
      return objects.hasNext();
    } catch (SdkException e) {
      throw new ListingFailedException(S3Failures.of(e, bucket, "the listing of " + bucket));
    }
  }

  @Override
  public ObjectHead next() {
    return S3ObjectStore.head(bucket, objects.next());
  }
}
