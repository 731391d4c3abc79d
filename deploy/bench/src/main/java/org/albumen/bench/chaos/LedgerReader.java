package org.albumen.bench.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.albumen.bench.chaos.Ledger.Kind;
import org.albumen.bench.chaos.Ledger.Letter;
import org.albumen.bench.chaos.Ledger.Order;
import org.albumen.bench.chaos.Ledger.Said;
import org.albumen.bench.chaos.Ledger.StoredObject;
import org.albumen.bench.chaos.Ledger.Told;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.codec.Json;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.digest.Digest;
import org.albumen.common.event.JobEvent;
import org.albumen.common.event.JobFailed;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.Job;
import org.albumen.common.sidecar.Sidecar;
import org.albumen.common.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Reads what is there: the topics from their beginning, and the bucket of results as the folder
 * that it is, so that nothing which the store would hide is missed.
 *
 * @param results that folder
 */
record LedgerReader(AlbumenConfig.Kafka kafka, Path results) {
  private static final Pattern KEY =
      Pattern.compile("(?<stem>.+)\\.(?<print>[0-9a-f]{16})\\.(?<suffix>[a-z.]+)");

  /**
   * Everything about some batches.
   *
   * @param target the prefix of their results
   */
  Ledger read(Set<String> batches, String target) throws AlbumenException, IOException {
    List<StoredObject> objects = new ArrayList<>();
    List<String> strays = new ArrayList<>();
    for (String key : keys(target)) {
      Matcher matcher = KEY.matcher(key);
      if (matcher.matches() && kind(matcher.group("suffix")).isPresent()) {
        objects.add(object(key, matcher, kind(matcher.group("suffix")).get()));
      } else {
        strays.add(key);
      }
    }
    return new Ledger(orders(batches), told(batches), letters(batches), objects, strays);
  }

  private List<String> keys(String target) throws IOException {
    Path folder = results.resolve(target);
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> results.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static Optional<Kind> kind(String suffix) {
    return Arrays.stream(Kind.values()).filter(kind -> kind.suffix().equals(suffix)).findFirst();
  }

  private StoredObject object(String key, Matcher matcher, Kind kind) throws IOException {
    Path file = results.resolve(key);
    return new StoredObject(
        matcher.group("stem"),
        matcher.group("print"),
        kind,
        Digest.ofFile(file),
        kind == Kind.SIDECAR ? said(file) : null);
  }

  private static Said said(Path file) throws IOException {
    Sidecar sidecar = Json.readLenient(Files.readAllBytes(file), Sidecar.class);
    var alteration = sidecar.alteration();
    var mask = alteration == null ? null : alteration.mask();
    return new Said(sidecar.result().sha256(), mask == null ? null : mask.sha256());
  }

  private List<Order> orders(Set<String> batches) throws AlbumenException {
    List<Order> orders = new ArrayList<>();
    for (var message : new Topic(kafka, Topics.jobs(ProvingGround.POOL)).readAll()) {
      Job job = CloudEventCodec.readJob(message);
      if (batches.contains(job.batchId())) {
        String key = job.source().ref().name();
        String stem = job.target().prefix() + key.substring(0, key.lastIndexOf('.'));
        orders.add(new Order(job.id(), key, stem));
      }
    }
    return orders;
  }

  private List<Told> told(Set<String> batches) throws AlbumenException, IOException {
    List<Told> told = new ArrayList<>();
    for (var message : new Topic(kafka, Topics.EVENTS).readAll()) {
      JobEvent event = CloudEventCodec.readEvent(message);
      if (event.terminal() && batches.contains(event.batchId())) {
        told.add(told(event, message.timestamp()));
      }
    }
    return told;
  }

  private static Told told(JobEvent event, long at) {
    String key = event.source().name();
    if (event instanceof JobSucceeded done) {
      String sha256 = done.result().sha256();
      return new Told(done.id(), done.jobId(), key, done.worker(), null, "", sha256, at);
    }
    if (event instanceof JobFailed failed) {
      return new Told(
          failed.id(),
          failed.jobId(),
          key,
          failed.worker(),
          failed.code(),
          failed.message(),
          null,
          at);
    }
    throw new IllegalStateException("nobody cancels a job here: " + event);
  }

  private List<Letter> letters(Set<String> batches) throws AlbumenException {
    List<Letter> letters = new ArrayList<>();
    for (var message : new Topic(kafka, Topics.DEAD_LETTERS).readAll()) {
      Job job = CloudEventCodec.readJob(message);
      if (batches.contains(job.batchId())) {
        letters.add(new Letter(job.id(), code(message)));
      }
    }
    return letters;
  }

  private static String code(ConsumerRecord<byte[], byte[]> message) {
    Header header = message.headers().lastHeader("albumen-code");
    return header == null ? "no code" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
