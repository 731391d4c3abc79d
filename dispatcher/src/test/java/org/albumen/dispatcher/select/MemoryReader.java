package org.albumen.dispatcher.select;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.store.ObjectHead;
import org.albumen.common.store.SourceReader;
import org.jspecify.annotations.Nullable;

/** Buckets in memory. */
public final class MemoryReader implements SourceReader {
  public static final Instant TIME = Instant.parse("2026-01-31T12:00:00Z");

  private final Map<String, byte[]> objects = new TreeMap<>();
  private int opened;

  public MemoryReader with(String key, String text) {
    return with(key, text.getBytes(StandardCharsets.UTF_8));
  }

  public MemoryReader with(String key, byte[] bytes) {
    objects.put(key, bytes);
    return this;
  }

  /** How often an object or listing was opened. */
  public int opened() {
    return opened;
  }

  @Override
  public Stream<ObjectHead> list(String bucket, String prefix, @Nullable String after) {
    opened++;
    return objects.entrySet().stream()
        .filter(object -> object.getKey().startsWith(prefix))
        .filter(object -> after == null || object.getKey().compareTo(after) > 0)
        .map(
            object ->
                new ObjectHead(
                    new ObjectRef(bucket, object.getKey()),
                    null,
                    "e",
                    object.getValue().length,
                    TIME,
                    Map.of()));
  }

  @Override
  public InputStream open(ObjectRef ref, @Nullable String versionId, long offset)
      throws AlbumenException {
    opened++;
    byte[] bytes = objects.get(ref.key());
    if (bytes == null) {
      throw new AlbumenException(FailureCode.SOURCE_NOT_FOUND, ref + " does not exist");
    }
    if (offset > 0 && offset >= bytes.length) {
      throw new AlbumenException(FailureCode.STORE_REFUSED, "416");
    }
    return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
  }

  @Override
  public void close() {}
}
