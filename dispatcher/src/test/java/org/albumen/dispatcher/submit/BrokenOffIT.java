package org.albumen.dispatcher.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.config.S3Clients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.Target;
import org.albumen.common.store.Boundary;
import org.albumen.common.store.ObjectStore;
import org.albumen.common.submission.KeyFilter;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.Services;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kafka or the store goes away in the middle of a submission. */
@Timeout(180)
class BrokenOffIT {
  private static final int OBJECTS = 1500;
  private static final Submission SUBMISSION =
      new Submission(
          "b-broken",
          new Listing("archive", "", KeyFilter.PHOTOGRAPHS),
          "photo@1",
          new Target("results", ""),
          "photo");

  @Test
  void aSubmissionThatTheStoreBrokeOffIsCompletedUnderTheSameBatch(@TempDir Path folder)
      throws Exception {
    try (Services services = Services.start(folder)) {
      // Given
      Path archive = services.archive();
      for (int i = 0; i < OBJECTS; i++) {
        Files.writeString(archive.resolve("scan-" + i + ".png"), "x");
      }
      services.createTopics("photo");
      // When
      AlbumenException failure =
          catchThrowableOfType(
              AlbumenException.class,
              () -> submit(services, services.settings(), at(500, services::stopStore)));
      services.restartStore();
      Submitted whole = submit(services, services.settings(), soFar -> {});
      // Then
      assertThat(failure.line())
          .startsWith("STORE_UNAVAILABLE: ")
          .endsWith("broke off after 1000 jobs: submit again with --batch b-broken to complete it");
      assertThat(whole.jobs()).isEqualTo(OBJECTS);
      Set<String> ids = new HashSet<>();
      for (var message : services.contents(Topics.jobs("photo"))) {
        ids.add(CloudEventCodec.readJob(message).id());
      }
      assertThat(ids).hasSize(OBJECTS);
    }
  }

  @Test
  void aSubmissionThatKafkaBrokeOffSaysSo(@TempDir Path folder) throws Exception {
    try (Services services = Services.start(folder)) {
      // Given
      for (int i = 0; i < OBJECTS; i++) {
        Files.writeString(services.archive().resolve("scan-" + i + ".png"), "x");
      }
      services.createTopics("photo");
      Map<String, String> impatient = new HashMap<>(services.settings());
      impatient.put("kafka.client.delivery.timeout.ms", "3000");
      impatient.put("kafka.client.request.timeout.ms", "1000");
      impatient.put("kafka.client.max.block.ms", "3000");
      // When
      AlbumenException failure =
          catchThrowableOfType(
              AlbumenException.class,
              () -> submit(services, impatient, at(700, services::stopBroker)));
      // Then
      assertThat(failure.line())
          .startsWith("KAFKA_UNAVAILABLE: Kafka did not take a job: ")
          .contains("submit again with --batch b-broken");
    }
  }

  private static Submitted submit(
      Services services, Map<String, String> settings, Consumer<Submitted> progress)
      throws Exception {
    KafkaClients clients = new KafkaClients(Services.config(settings).kafka());
    try (ObjectStore store = S3Clients.store(services.config().s3());
        Producer<byte[], byte[]> producer = clients.producer("test")) {
      return new Submitter(store, Boundary.ANY_BUCKET).submit(SUBMISSION, producer, progress);
    }
  }

  private static Consumer<Submitted> at(long jobs, Stop stop) {
    return soFar -> {
      if (soFar.jobs() == jobs) {
        try {
          stop.stop();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  private interface Stop {
    void stop() throws IOException;
  }
}
