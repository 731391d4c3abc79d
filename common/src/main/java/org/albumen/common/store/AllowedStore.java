package org.albumen.common.store;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.ObjectSource;

/**
 * Lets through what a {@link Boundary} allows; the rest is refused before the store is asked. As
 * safe for use by several threads as the store.
 */
public final class AllowedStore implements ObjectStore {
  private final ObjectStore store;
  private final Boundary boundary;

  /**
   * @param store closed with this one
   */
  public AllowedStore(ObjectStore store, Boundary boundary) {
    this.store = store;
    this.boundary = boundary;
  }

  @Override
  public Optional<ObjectHead> head(ObjectRef ref) throws AlbumenException {
    boundary.requireReadable(ref);
    return store.head(ref);
  }

  @Override
  public ObjectHead get(ObjectSource source, Path file, long maxBytes) throws AlbumenException {
    boundary.requireSource(source.ref());
    return store.get(source, file, maxBytes);
  }

  @Override
  public Optional<byte[]> read(ObjectRef ref, int maxBytes) throws AlbumenException {
    boundary.requireReadable(ref);
    return store.read(ref, maxBytes);
  }

  @Override
  public PutOutcome putIfAbsent(ObjectRef ref, Content content) throws AlbumenException {
    boundary.requireTarget(ref);
    return store.putIfAbsent(ref, content);
  }

  @Override
  public Stream<ObjectHead> list(String bucket, String prefix) throws AlbumenException {
    boundary.requireReadable(bucket, prefix);
    return store.list(bucket, prefix);
  }

  @Override
  public void ping() throws AlbumenException {
    store.ping();
  }

  @Override
  public void close() {
    store.close();
  }
}
