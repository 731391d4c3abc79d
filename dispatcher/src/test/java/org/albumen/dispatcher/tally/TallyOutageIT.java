package org.albumen.dispatcher.tally;

import static org.albumen.dispatcher.Events.accepted;
import static org.albumen.dispatcher.Events.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.event.JobEvent;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.topic.TopicSetup;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.Services;
import org.albumen.dispatcher.view.BatchView;
import org.albumen.embedded.EmbeddedKafka;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(400)
class TallyOutageIT {
  private static final long PATIENCE = Duration.ofMinutes(3).toNanos();
  private static final Duration OUTAGE = Duration.ofSeconds(20);
  private static final int PARTITIONS = 2;

  @Test
  void whatIsKnownIsShownWithoutABrokerAndGoesOnWithIt(@TempDir Path folder) throws Exception {
    // Given
    EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"));
    try {
      int port = URI.create("kafka://" + kafka.bootstrapServers()).getPort();
      AlbumenConfig config =
          Services.config(
              Map.of(
                  "kafka.bootstrap-servers",
                  kafka.bootstrapServers(),
                  "dispatcher.state",
                  folder.resolve("state").toString()));
      KafkaClients clients = new KafkaClients(config.kafka());
      try (Admin admin = clients.admin()) {
        new TopicSetup(admin).create("photo", PARTITIONS);
      }
      announce(clients, accepted("b", "a"), accepted("b", "b"), succeeded("b", "a", 1, false));
      try (Tally tally = Tally.start(config, URI.create("http://127.0.0.1:9"))) {
        awaitEnded(tally, 1);
        // When
        kafka.close();
        Thread.sleep(OUTAGE.toMillis());
        assertThat(tally.batch("b")).as("meanwhile").isPresent();
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), port);
        announce(clients, succeeded("b", "b", 1, false));
        // Then
        awaitEnded(tally, 2);
        assertThat(tally.dead()).isFalse();
      }
    } finally {
      kafka.close();
    }
  }

  private static void announce(KafkaClients clients, JobEvent... events) throws Exception {
    try (Producer<byte[], byte[]> producer = clients.producer("test")) {
      for (JobEvent event : List.of(events)) {
        producer.send(CloudEventCodec.event(Topics.EVENTS, event, Instant.now(), null)).get();
      }
    }
  }

  private static void awaitEnded(Tally tally, long jobs) throws Exception {
    long end = System.nanoTime() + PATIENCE;
    while (ended(tally) < jobs) {
      assertThat(tally.dead()).isFalse();
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(100);
    }
  }

  private static long ended(Tally tally) {
    try {
      return tally.batch("b").map(BatchView::succeeded).orElse(0L);
    } catch (AlbumenException e) {
      return 0;
    }
  }
}
