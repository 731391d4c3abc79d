package org.albumen.dispatcher.expand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.albumen.common.submission.Cursor;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.Eventually;
import org.albumen.dispatcher.Services;
import org.albumen.dispatcher.expand.PageWrite.Content;
import org.albumen.dispatcher.select.Page;
import org.albumen.dispatcher.transact.Consumed;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PageWritersIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private static Path folder;
  private static Services services;
  private static ConsumerGroupMetadata group;

  @BeforeAll
  static void start() throws Exception {
    services = Services.start(folder);
    services.createTopics("photo");
    try (KafkaConsumer<byte[], byte[]> member =
        services.clients().groupConsumer("page-writers", "member", 1)) {
      group = member.groupMetadata();
    }
  }

  @AfterAll
  static void stop() throws Exception {
    services.close();
  }

  @Test
  void whatWasBegunCountsWhenItWasConsumed() throws Exception {
    // Given
    Page page = page();
    try (PageWriters writers = PageWriters.open(services.clients(), "confirmed")) {
      writers.write(consumed(1), content("confirmed-1"));
      writers.begin(read(page), () -> content("confirmed-2"));

      // When
      boolean begun = writers.confirm(page, consumed(2));
      writers.finish();
      writers.check();

      // Then
      assertThat(begun).isTrue();
      assertThat(written("confirmed"))
          .containsExactlyInAnyOrder(
              "confirmed-1 job", "confirmed-1 fact", "confirmed-2 job", "confirmed-2 fact");
    }
  }

  @Test
  void severalAreBegunAndCountInTheirOrder() throws Exception {
    // Given
    Page second = page();
    Page third = page();
    NextPage readThird = read(third);
    try (PageWriters writers = PageWriters.open(services.clients(), "several")) {
      writers.write(consumed(1), content("several-1"));
      writers.begin(read(second), () -> content("several-2"));
      writers.begin(readThird, () -> content("several-3"));

      // When
      boolean begun = writers.confirm(second, consumed(2));
      writers.begin(readThird, () -> content("several-3 again"));
      boolean alsoBegun = writers.confirm(third, consumed(3));
      writers.finish();
      writers.check();

      // Then
      assertThat(begun).isTrue();
      assertThat(alsoBegun).isTrue();
      assertThat(facts("several"))
          .containsExactly("several-1 fact", "several-2 fact", "several-3 fact");
      assertThat(written("several"))
          .hasSize(6)
          .contains("several-1 job", "several-2 job", "several-3 job");
    }
  }

  @Test
  void whatWasBegunBehindAnotherThatWasNotConsumedIsNotWritten() throws Exception {
    // Given
    Page second = page();
    Page third = page();
    try (PageWriters writers = PageWriters.open(services.clients(), "behind")) {
      writers.write(consumed(1), content("behind-1"));
      writers.begin(read(second), () -> content("behind-2"));
      writers.begin(read(third), () -> content("behind-3"));

      // When
      boolean begun = writers.confirm(third, consumed(2));
      writers.write(consumed(2), content("behind-4"));
      writers.finish();
      writers.check();

      // Then
      assertThat(begun).isFalse();
      assertThat(facts("behind")).containsExactly("behind-1 fact", "behind-4 fact");
      assertThat(written("behind")).hasSize(4);
    }
  }

  @Test
  void whatWasBegunAndNotConsumedIsNotWritten() throws Exception {
    // Given
    Page begun = page();
    Page another = page();
    try (PageWriters writers = PageWriters.open(services.clients(), "other")) {
      writers.write(consumed(1), content("other-1"));
      writers.begin(read(begun), () -> content("other-2"));

      // When
      boolean was = writers.confirm(another, consumed(2));
      writers.write(consumed(2), content("other-3"));
      writers.begin(read(begun), () -> content("other-4"));
      writers.finish();
      writers.check();

      // Then
      assertThat(another).isEqualTo(begun);
      assertThat(was).isFalse();
      assertThat(written("other"))
          .containsExactlyInAnyOrder("other-1 job", "other-1 fact", "other-3 job", "other-3 fact");
    }
  }

  @Test
  void whatDoesNotComeNextIsGivenUpSoThatOthersCanReadPastIt() throws Exception {
    // Given
    CompletableFuture<Page> read = CompletableFuture.completedFuture(page());
    try (PageWriters writers = PageWriters.open(services.clients(), "idle")) {
      CompletableFuture<Void> goOn = new CompletableFuture<>();
      writers.write(
          consumed(1), new Content(to -> goOn.join(), to -> content("idle-1").facts().sendTo(to)));
      writers.begin(new NextPage(read), () -> content("idle-2"));
      writers.idle(); // the page before is being written: this one may still come
      goOn.complete(null);
      assertThat(writers.confirm(read.get(), consumed(2))).isTrue();
      writers.begin(new NextPage(read), () -> content("idle-3"));
      Eventually.await(SOON, () -> written("idle").contains("idle-2 fact"));

      // When
      writers.idle();
      services.send(record(Topics.jobs("photo"), "idle-4 job"));

      // Then
      Eventually.await(SOON, () -> written("idle").contains("idle-4 job"));
      assertThat(written("idle"))
          .doesNotContain("idle-3 job")
          .contains("idle-1 fact", "idle-2 job", "idle-2 fact");
      writers.check();
    }
  }

  @Test
  void aPageBehindOneThatFailedIsNotWritten() throws Exception {
    // Given
    CompletableFuture<Page> read = new CompletableFuture<>();
    Page page = page();
    try (PageWriters writers = PageWriters.open(services.clients(), "failing")) {
      writers.write(consumed(1), new Content(to -> {}, to -> fail()));
      writers.begin(new NextPage(read), () -> content("failing-2"));
      read.complete(page);

      // When
      boolean begun = writers.confirm(page, consumed(2));
      writers.finish();

      // Then
      assertThat(begun).isTrue();
      assertThatThrownBy(writers::check).isInstanceOf(KafkaException.class).hasMessage("torn");
      assertThat(written("failing")).isEmpty();
    }
  }

  @Test
  void aSuccessorEndsWhatWasBegun() throws Exception {
    // Given
    CompletableFuture<Page> read = CompletableFuture.completedFuture(page());
    try (PageWriters writers = PageWriters.open(services.clients(), "fenced")) {
      writers.begin(new NextPage(read), () -> content("fenced-1"));

      // When
      try (PageWriters successor = PageWriters.open(services.clients(), "fenced")) {
        writers.confirm(read.get(), consumed(1));
        writers.finish();
        successor.write(consumed(1), content("fenced-2"));
        successor.finish();
        successor.check();
      }

      // Then
      assertThatThrownBy(writers::check).isInstanceOf(KafkaException.class);
      assertThat(written("fenced")).containsExactlyInAnyOrder("fenced-2 job", "fenced-2 fact");
    }
  }

  private static void fail() {
    throw new KafkaException("torn");
  }

  private static NextPage read(Page page) {
    return new NextPage(CompletableFuture.completedFuture(page));
  }

  private static Page page() {
    return new Page(Cursor.START, List.of(), List.of(), Cursor.START, false);
  }

  private static Content content(String name) {
    return new Content(
        to -> to.accept(record(Topics.jobs("photo"), name + " job")),
        to -> to.accept(record(Topics.BATCHES, name + " fact")));
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, String value) {
    return new ProducerRecord<>(topic, 0, null, value.getBytes(StandardCharsets.UTF_8));
  }

  private static Consumed consumed(long offset) {
    return new Consumed(
        Map.of(new TopicPartition(Topics.SUBMISSIONS, 0), new OffsetAndMetadata(offset)), group);
  }

  private static List<String> written(String name) throws Exception {
    return Stream.of(Topics.jobs("photo"), Topics.BATCHES)
        .flatMap(topic -> contents(topic).stream())
        .filter(value -> value.startsWith(name + "-"))
        .toList();
  }

  private static List<String> facts(String name) {
    return contents(Topics.BATCHES).stream().filter(value -> value.startsWith(name + "-")).toList();
  }

  private static List<String> contents(String topic) {
    try {
      return services.contents(topic).stream()
          .map(message -> new String(message.value(), StandardCharsets.UTF_8))
          .toList();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
