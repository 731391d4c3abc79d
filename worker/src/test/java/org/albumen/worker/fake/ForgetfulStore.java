package org.albumen.worker.fake;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.store.ObjectHead;
import org.albumen.common.store.ObjectStore;

/** A store that does what it is asked, but whose answers to the first writes are lost. */
public final class ForgetfulStore implements ObjectStore {
  private final ObjectStore store;
  private final int answers;
  private final AtomicInteger forgotten = new AtomicInteger();

  /**
   * @param answers how many are lost
   */
  public ForgetfulStore(ObjectStore store, int answers) {
    this.store = store;
    this.answers = answers;
  }

  /** How many answers were lost by now. */
  public int forgotten() {
    return Math.min(answers, forgotten.get());
  }

  @Override
  public PutOutcome putIfAbsent(ObjectRef ref, Content content) throws AlbumenException {
    PutOutcome outcome = store.putIfAbsent(ref, content);
    if (forgotten.incrementAndGet() <= answers) {
      throw new AlbumenException(FailureCode.STORE_UNAVAILABLE, "the answer was lost");
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
