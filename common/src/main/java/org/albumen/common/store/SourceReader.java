package org.albumen.common.store;

import java.io.InputStream;
import java.util.stream.Stream;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.ObjectRef;
import org.jspecify.annotations.Nullable;

/**
 * What selects sources: listings and lists of objects, from any place on. Every method may throw
 * {@link AlbumenException} with {@code BUCKET_NOT_FOUND}, {@code BUCKET_NOT_ALLOWED}, {@code
 * ACCESS_DENIED} or {@code STORE_UNAVAILABLE}. Implementations are safe for use by several threads.
 */
public interface SourceReader extends AutoCloseable {

  /**
   * Every object whose key begins with a prefix, as {@link ObjectStore#list}.
   *
   * @param after only keys that follow this one in the store's order; null: all
   */
  Stream<ObjectHead> list(String bucket, String prefix, @Nullable String after)
      throws AlbumenException;

  /**
   * An object's bytes, as a stream that the caller closes. Closing it early breaks the connection
   * off instead of reading to the end.
   *
   * @param versionId null: the current version
   * @param offset the first byte that is wanted, below the object's size
   * @throws AlbumenException {@code SOURCE_NOT_FOUND}
   */
  InputStream open(ObjectRef ref, @Nullable String versionId, long offset) throws AlbumenException;

  @Override
  void close();
}
