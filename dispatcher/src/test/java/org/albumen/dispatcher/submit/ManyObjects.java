package org.albumen.dispatcher.submit;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.Target;
import org.albumen.common.store.Boundary;
import org.albumen.common.store.ObjectHead;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.submission.KeyFilter;
import org.albumen.dispatcher.Services;
import org.apache.kafka.clients.producer.Producer;

/** A bucket of as many objects as one likes, made up while it is listed. */
final class ManyObjects implements ObjectStore {
  private static final Instant MODIFIED = Instant.parse("2026-01-01T00:00:00Z");

  private final long count;

  ManyObjects(long count) {
    this.count = count;
  }

  /**
   * Submits that many objects, as a process of its own, and prints how many jobs that gave.
   *
   * @param arguments the broker's address, the pool and the number of objects
   */
  public static void main(String[] arguments) throws Exception {
    Map<String, String> settings = Map.of("kafka.bootstrap-servers", arguments[0]);
    KafkaClients clients = new KafkaClients(Services.config(settings).kafka());
    Submission submission =
        new Submission(
            "b-many",
            new Listing("archive", "", KeyFilter.PHOTOGRAPHS),
            "photo@1",
            new Target("results", ""),
            arguments[1]);
    try (Producer<byte[], byte[]> producer = clients.producer("test")) {
      Submitter submitter =
          new Submitter(new ManyObjects(Long.parseLong(arguments[2])), Boundary.ANY_BUCKET);
      System.out.println(submitter.submit(submission, producer, soFar -> {}));
    }
  }

  @Override
  public Stream<ObjectHead> list(String bucket, String prefix) {
    return LongStream.range(0, count)
        .mapToObj(
            i ->
                new ObjectHead(
                    new ObjectRef(bucket, "1897/box-" + i / 100 + "/scan-" + i + ".tif"),
                    null,
                    "etag-" + i,
                    1000,
                    MODIFIED,
                    Map.of()));
  }

  @Override
  public Optional<ObjectHead> head(ObjectRef ref) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ObjectHead get(ObjectSource source, Path file, long maxBytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<byte[]> read(ObjectRef ref, int maxBytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public PutOutcome putIfAbsent(ObjectRef ref, Content content) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void ping() {}

  @Override
  public void close() {}
}
