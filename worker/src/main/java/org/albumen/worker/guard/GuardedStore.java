package org.albumen.worker.guard;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.store.ObjectHead;
import org.albumen.common.store.ObjectStore;

/**
 * A store behind a circuit breaker: while that is open, every call fails at once with {@code
 * STORE_UNAVAILABLE}. Safe for use by several threads.
 */
public final class GuardedStore implements ObjectStore {
  private final ObjectStore store;
  private final Breaker breaker;

  /**
   * @param breaker counts {@code STORE_UNAVAILABLE}, and its probe is this store's ping
   */
  public GuardedStore(ObjectStore store, Breaker breaker) {
    this.store = store;
    this.breaker = breaker;
  }

  @Override
  public Optional<ObjectHead> head(ObjectRef ref) throws AlbumenException {
    return breaker.call(() -> store.head(ref));
  }

  @Override
  public ObjectHead get(ObjectSource source, Path file, long maxBytes) throws AlbumenException {
    return breaker.call(() -> store.get(source, file, maxBytes));
  }

  @Override
  public Optional<byte[]> read(ObjectRef ref, int maxBytes) throws AlbumenException {
    return breaker.call(() -> store.read(ref, maxBytes));
  }

  @Override
  public PutOutcome putIfAbsent(ObjectRef ref, Content content) throws AlbumenException {
    return breaker.call(() -> store.putIfAbsent(ref, content));
  }

  /** {@inheritDoc} Only the beginning of the listing is guarded. */
  @Override
  public Stream<ObjectHead> list(String bucket, String prefix) throws AlbumenException {
    return breaker.call(() -> store.list(bucket, prefix));
  }

  @Override
  public void ping() throws AlbumenException {
    breaker.ping();
  }

  @Override
  public void close() {
    store.close();
  }
}
