package org.albumen.worker.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.albumen.common.digest.Digest;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.store.ObjectHead;
import org.albumen.common.store.ObjectStore;
import org.jspecify.annotations.Nullable;

/** Objects in memory. A bucket exists from its first object or {@link #bucket} on. */
public final class MemoryStore implements ObjectStore {
  private final Map<ObjectRef, Stored> objects = new ConcurrentHashMap<>();
  private final Set<String> buckets = ConcurrentHashMap.newKeySet();
  private final List<ObjectRef> puts = new ArrayList<>();
  private volatile @Nullable FailureCode outage;
  private volatile Runnable beforePut = () -> {};

  /** Makes an empty bucket. */
  public MemoryStore bucket(String name) {
    buckets.add(name);
    return this;
  }

  /** Puts an object there as somebody else would. */
  public ObjectSource with(String bucket, String key, String content) {
    return with(new ObjectRef(bucket, key), ScriptedRestorer.utf8(content), Map.of());
  }

  /** Puts an object there as somebody else would. */
  public ObjectSource with(ObjectRef ref, byte[] bytes, Map<String, String> metadata) {
    buckets.add(ref.bucket());
    Stored stored = new Stored(bytes, metadata);
    objects.put(ref, stored);
    return stored.head(ref).asSource();
  }

  /** Every call fails with this code until it is null again. */
  public void outage(@Nullable FailureCode code) {
    outage = code;
  }

  /** Runs once before the next write. */
  public void beforeNextPut(Runnable action) {
    beforePut = action;
  }

  public void remove(ObjectRef ref) {
    objects.remove(ref);
  }

  /** Keys that were really written, in order. */
  public List<ObjectRef> puts() {
    synchronized (puts) {
      return List.copyOf(puts);
    }
  }

  public Optional<byte[]> bytes(ObjectRef ref) {
    return Optional.ofNullable(objects.get(ref)).map(Stored::bytes);
  }

  @Override
  public Optional<ObjectHead> head(ObjectRef ref) throws AlbumenException {
    requireUp();
    return Optional.ofNullable(objects.get(ref)).map(stored -> stored.head(ref));
  }

  @Override
  public ObjectHead get(ObjectSource source, Path file, long maxBytes) throws AlbumenException {
    requireBucket(source.bucket());
    Stored stored = objects.get(source.ref());
    if (stored == null) {
      throw new AlbumenException(FailureCode.SOURCE_NOT_FOUND, source.ref() + " does not exist");
    }
    if (source.etag() != null && !source.etag().equals(stored.etag())) {
      throw new AlbumenException(FailureCode.SOURCE_CHANGED, source.ref() + " has changed");
    }
    if (stored.bytes().length > maxBytes) {
      throw new AlbumenException(FailureCode.SOURCE_TOO_LARGE, source.ref() + " is too large");
    }
    try {
      Files.write(file, stored.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return stored.head(source.ref());
  }

  @Override
  public Optional<byte[]> read(ObjectRef ref, int maxBytes) throws AlbumenException {
    requireBucket(ref.bucket());
    return bytes(ref);
  }

  @Override
  public PutOutcome putIfAbsent(ObjectRef ref, Content content) throws AlbumenException {
    requireBucket(ref.bucket());
    Runnable before = beforePut;
    beforePut = () -> {};
    before.run();
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(content.file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!Digest.ofBytes(bytes).equals(content.sha256())) {
      throw new AssertionError("wrong checksum for " + ref);
    }
    if (objects.putIfAbsent(ref, new Stored(bytes, content.metadata())) != null) {
      return PutOutcome.ALREADY_THERE;
    }
    synchronized (puts) {
      puts.add(ref);
    }
    return PutOutcome.STORED;
  }

  @Override
  public Stream<ObjectHead> list(String bucket, String prefix) throws AlbumenException {
    requireBucket(bucket);
    return objects.entrySet().stream()
        .filter(e -> e.getKey().bucket().equals(bucket) && e.getKey().key().startsWith(prefix))
        .map(e -> e.getValue().head(e.getKey()));
  }

  @Override
  public void ping() throws AlbumenException {
    requireUp();
  }

  @Override
  public void close() {}

  private void requireBucket(String bucket) throws AlbumenException {
    requireUp();
    if (!buckets.contains(bucket)) {
      throw new AlbumenException(FailureCode.BUCKET_NOT_FOUND, bucket + " does not exist");
    }
  }

  private void requireUp() throws AlbumenException {
    FailureCode code = outage;
    if (code != null) {
      throw new AlbumenException(code, "the store is off");
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Stored(byte[] bytes, Map<String, String> metadata) {
    String etag() {
      return Digest.ofBytes(bytes).substring(0, 32);
    }

    ObjectHead head(ObjectRef ref) {
      return new ObjectHead(ref, null, etag(), bytes.length, Instant.EPOCH, metadata);
    }
  }
}
