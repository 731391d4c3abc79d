package org.albumen.worker.fake;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.store.ObjectHead;
import org.albumen.common.store.ObjectStore;

/** Counts the writes that the store took. */
public final class CountingStore implements ObjectStore {
  private final ObjectStore store;
  private final Map<ObjectRef, Integer> stored = new ConcurrentHashMap<>();

  public CountingStore(ObjectStore store) {
    this.store = store;
  }

  /** How often each object was written. */
  public Map<ObjectRef, Integer> stored() {
    return Map.copyOf(stored);
  }

  @Override
  public PutOutcome putIfAbsent(ObjectRef ref, Content content) throws AlbumenException {
    PutOutcome outcome = store.putIfAbsent(ref, content);
    if (outcome == PutOutcome.STORED) {
      stored.merge(ref, 1, Integer::sum);
    }
    return outcome;
  }

  @Override
  public Optional<ObjectHead> head(ObjectRef ref) throws AlbumenException {
    return store.head(ref);
  }

  @Override
  public ObjectHead get(ObjectSource source, Path file, long maxBytes) throws AlbumenException {
    return store.get(source, file, maxBytes);
  }

  @Override
  public Optional<byte[]> read(ObjectRef ref, int maxBytes) throws AlbumenException {
    return store.read(ref, maxBytes);
  }

  @Override
  public Stream<ObjectHead> list(String bucket, String prefix) throws AlbumenException {
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
