package org.albumen.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.albumen.common.codec.Json;
import org.albumen.common.event.JobFailed;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.Target;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.topic.Topics;
import org.albumen.worker.fake.Eventually;
import org.albumen.worker.fake.ScriptedRestorer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs that no dispatcher would have let through, published by somebody who may write the topic.
 */
@Timeout(180)
class HostileJobsIT {
  private static final String[] BOUNDS = {
    "s3.source-buckets=scans", "s3.target-buckets=results/out,scans/open"
  };

  @TempDir Path folder;
  private final ScriptedRestorer restorer = new ScriptedRestorer();
  private final List<byte[]> messages = new ArrayList<>();
  private final List<FailureCode> expected = new ArrayList<>();

  @Test
  void everyOneIsBuriedWithItsCodeAndNothingIsReadOrWrittenOutside() throws Exception {
    try (Fleet fleet = new Fleet(folder, "hostile");
        ObjectStore bounded = fleet.openStore(BOUNDS)) {
      // Given
      Path secret = Files.createDirectories(folder.resolve("s3/secret"));
      Files.writeString(secret.resolve("k.jpg"), "secret");
      ObjectSource good = fleet.upload("good.jpg", "good");
      fleet.upload("open/a.jpg", "open");
      Set<Path> before = files();
      Target out = new Target("results", "out");

      job(ObjectSource.of("secret", "k.jpg"), out, FailureCode.BUCKET_NOT_ALLOWED);
      job(ObjectSource.of("results", "out/k.jpg"), out, FailureCode.BUCKET_NOT_ALLOWED);
      job(ObjectSource.of("..", "secret/k.jpg"), out, FailureCode.BUCKET_NOT_ALLOWED);
      job(good, new Target("scans", "here"), FailureCode.BUCKET_NOT_ALLOWED);
      job(good, new Target("results", "outer"), FailureCode.BUCKET_NOT_ALLOWED);
      job(ObjectSource.of("scans", "../secret/k.jpg"), out, FailureCode.KEY_NOT_ALLOWED);
      job(ObjectSource.of("scans", "a\u0000.jpg"), out, FailureCode.KEY_NOT_ALLOWED);
      job(ObjectSource.of("scans", "a\nb.jpg"), out, FailureCode.KEY_NOT_ALLOWED);
      job(good, new Target("results", "out/../../secret"), FailureCode.KEY_NOT_ALLOWED);
      job(good, new Target("results", "/out"), FailureCode.KEY_NOT_ALLOWED);
      job(
          ObjectSource.of("scans", "open/a.jpg"),
          new Target("scans", "open"),
          FailureCode.TARGET_INSIDE_SOURCE);
      raw(json(good, "x".repeat(70_000)), FailureCode.JOB_TOO_LARGE);
      raw(json(good, "[".repeat(9_000)), FailureCode.MALFORMED_JOB);
      raw(json(good, "[".repeat(40) + "]".repeat(40)), FailureCode.MALFORMED_JOB);
      raw(json(good, "9".repeat(60_000)), FailureCode.MALFORMED_JOB);
      raw(json(good, "0").replace("good.jpg", "\\udfff.jpg"), FailureCode.MALFORMED_JOB);
      overlong(json(good, "0"), FailureCode.KEY_NOT_ALLOWED);
      messages.add(Json.write(of(good, out)));

      // When
      try (Worker worker = fleet.start("anna", restorer, bounded, BOUNDS)) {
        fleet.submitRaw(
            messages.stream()
                .map(m -> new ProducerRecord<byte[], byte[]>(fleet.topic(), m))
                .toList());
        Eventually.until(
            "every job ends",
            () -> fleet.read(Topics.EVENTS).size() >= messages.size() && fleet.lag() == 0);
        assertThat(fleet.http(worker, "/health/live").statusCode()).isEqualTo(200);
      }

      // Then
      List<ConsumerRecord<byte[], byte[]>> letters = fleet.read(Topics.DEAD_LETTERS);
      assertThat(letters.stream().map(l -> codeOf(l)).sorted())
          .containsExactlyElementsOf(expected.stream().sorted().toList());
      for (ConsumerRecord<byte[], byte[]> letter : letters) {
        int at = indexOf(letter.value());
        assertThat(codeOf(letter)).as("message %d", at).isEqualTo(expected.get(at));
        assertThat(header(letter, "albumen-attempts")).isEqualTo("1");
      }
      assertThat(fleet.events("batch").stream().filter(e -> !(e instanceof JobFailed))).hasSize(1);
      assertThat(restorer.calls()).isEqualTo(1);
      Set<Path> made = files();
      made.removeAll(before);
      assertThat(made)
          .allMatch(path -> path.startsWith(folder.resolve("s3/results/out")))
          .hasSize(2);
    }
  }

  private void job(ObjectSource source, Target target, FailureCode code) {
    messages.add(Json.write(of(source, target)));
    expected.add(code);
  }

  private void raw(String json, FailureCode code) {
    messages.add(json.getBytes(StandardCharsets.UTF_8));
    expected.add(code);
  }

  /** Dots as two bytes each, as no encoder writes them and lax decoders read them. */
  private void overlong(String json, FailureCode code) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] plain = json.replace("good.jpg", "~~/secret/k.jpg").getBytes(StandardCharsets.UTF_8);
    for (byte b : plain) {
      if (b == '~') {
        bytes.write(0xC0);
        bytes.write(0xAE);
      } else {
        bytes.write(b);
      }
    }
    messages.add(bytes.toByteArray());
    expected.add(code);
  }

  private static Job of(ObjectSource source, Target target) {
    return Job.of("batch", source, "photo@1", target, Instant.now());
  }

  /** A job with one more field, whatever that is. */
  private static String json(ObjectSource source, String more) {
    String json =
        new String(Json.write(of(source, new Target("results", "out"))), StandardCharsets.UTF_8);
    String value = more.startsWith("x") ? '"' + more + '"' : more;
    return json.substring(0, json.length() - 1) + ",\"more\":" + value + "}";
  }

  private int indexOf(byte[] value) {
    for (int i = 0; i < messages.size(); i++) {
      if (Arrays.equals(messages.get(i), value)) {
        return i;
      }
    }
    throw new AssertionError("a letter of no message");
  }

  private Set<Path> files() throws Exception {
    try (Stream<Path> all = Files.walk(folder.resolve("s3"))) {
      return all.filter(Files::isRegularFile).collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static FailureCode codeOf(ConsumerRecord<byte[], byte[]> letter) {
    return FailureCode.valueOf(header(letter, "albumen-code"));
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
