package org.albumen.dispatcher.track;

import static org.albumen.dispatcher.Events.accepted;
import static org.albumen.dispatcher.Events.failed;
import static org.albumen.dispatcher.Events.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.albumen.common.event.JobEvent;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.Services;
import org.albumen.dispatcher.track.EventReader.Start;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@SuppressWarnings("NullAway.Init")
class EventReaderIT {
  private static final Instant TIME = Instant.parse("2026-11-22T14:15:30Z");
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static Services services;

  @BeforeAll
  static void start() throws Exception {
    services = Services.start(folder);
    services.createTopics("photo");
  }

  @AfterAll
  static void stop() throws IOException {
    services.close();
  }

  @Test
  void aBatchIsReadFromTheFirstEventEachOnceAndNoOther() throws Exception {
    // Given
    JobEvent[] events = {
      accepted("one", "a"),
      accepted("one", "b"),
      accepted("two", "a"),
      succeeded("one", "a", 2, false),
      failed("one", "b", FailureCode.NOT_AN_IMAGE),
      succeeded("one", "a", 2, true),
      accepted("one", "b"),
      succeeded("two", "a", 1, false)
    };
    services.announce(TIME, events);
    List<BatchEvent> read = new ArrayList<>();
    // When
    try (EventReader reader = open("one", Start.BEGINNING)) {
      reader.readToEnd(read::add);
      reader.readToEnd(read::add);
    }
    // Then
    assertThat(read)
        .extracting(BatchEvent::event)
        .containsExactlyInAnyOrder(events[0], events[1], events[3], events[4]);
    assertThat(read)
        .allSatisfy(
            event -> {
              assertThat(event.time()).isEqualTo(TIME);
              assertThat(event.envelope().getId()).isEqualTo(event.event().id());
            });
  }

  @Test
  void whatIsNoEventIsPassedOver() throws Exception {
    // Given
    for (String junk :
        List.of("", "junk", "null", "[]", "{}", "{\"outcome\":\"accepted\"}", "\u0000\u00ff")) {
      services.send(
          new ProducerRecord<>(Topics.EVENTS, junk.getBytes(StandardCharsets.ISO_8859_1)));
    }
    services.send(new ProducerRecord<>(Topics.EVENTS, null));
    services.announce(TIME, accepted("junk", "a"));
    List<BatchEvent> read = new ArrayList<>();
    // When
    try (EventReader reader = open("junk", Start.BEGINNING)) {
      reader.readToEnd(read::add);
    }
    // Then
    assertThat(read).extracting(BatchEvent::event).containsExactly(accepted("junk", "a"));
  }

  @Test
  void fromNowOnMissesNothingHoweverLateReadingBegins() throws Exception {
    // Given
    services.announce(TIME, accepted("now", "before"));
    List<String> read = new ArrayList<>();
    try (EventReader reader = open("now", Start.NOW)) {
      for (int i = 0; i < 100; i++) {
        services.announce(TIME, accepted("now", "job " + i));
      }
      // When
      boolean stopped =
          reader.follow(
              event -> {
                read.add(event.event().jobId());
                return read.size() < 100;
              },
              LONG);
      // Then
      assertThat(stopped).isTrue();
      assertThat(read).hasSize(100).doesNotHaveDuplicates().doesNotContain("now/before");
    }
  }

  @Test
  void followingGoesOnWhereItStopped() throws Exception {
    // Given
    JobEvent[] events = new JobEvent[20];
    for (int i = 0; i < events.length; i++) {
      events[i] = accepted("again", "job " + i);
    }
    List<JobEvent> read = new ArrayList<>();
    try (EventReader reader = open("again", Start.NOW)) {
      services.announce(TIME, events);
      // When
      for (int i = 0; i < events.length; i++) {
        boolean stopped = reader.follow(event -> !read.add(event.event()), LONG);
        assertThat(stopped).isTrue();
      }
      // Then
      assertThat(read).containsExactlyInAnyOrder(events);
      assertThat(reader.follow(event -> !read.add(event.event()), Duration.ofSeconds(1))).isFalse();
    }
  }

  @Test
  void aFollowerSeesWhatIsAnnouncedWhileItWaits() throws Exception {
    // Given
    List<JobEvent> read = new ArrayList<>();
    try (EventReader reader = open("live", Start.NOW)) {
      assertThat(reader.follow(event -> true, Duration.ofMillis(300))).isFalse();
      Thread worker =
          new Thread(
              () -> {
                try {
                  services.announce(TIME, succeeded("live", "a", 0, false));
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      worker.start();
      // When
      boolean stopped = reader.follow(event -> !read.add(event.event()), LONG);
      // Then
      worker.join();
      assertThat(stopped).isTrue();
      assertThat(read).containsExactly(succeeded("live", "a", 0, false));
    }
  }

  private static EventReader open(String batch, Start start) throws Exception {
    return EventReader.open(services.config().kafka(), batch, start);
  }
}
