package org.albumen.dispatcher.deadletter;

import static org.albumen.common.failure.FailureCode.STORE_UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.albumen.common.attempt.Attempt;
import org.albumen.common.attempt.History;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.deadletter.DeadLetterHeaders;
import org.albumen.common.deadletter.LetterId;
import org.albumen.common.deadletter.Origin;
import org.albumen.common.deadletter.Resolution;
import org.albumen.common.deadletter.Resolution.Action;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.Letters;
import org.albumen.dispatcher.Services;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
@SuppressWarnings("NullAway.Init")
class ResolverIT {
  private static final Decision REPLAY = new Decision(Action.REPLAYED, "ann@host", "disk full");

  @TempDir static Path folder;
  private static Services services;

  @BeforeAll
  static void start() throws Exception {
    services = Services.start(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    services.close();
  }

  @Test
  void aJobIsReplayedAsItWasWithItsHistory() throws Exception {
    // Given
    Job job = Letters.job("whole", "a");
    LetterId letter = bury("whole", job);
    // When
    List<Outcome> outcomes = resolve("whole", REPLAY);
    // Then
    assertThat(outcomes).singleElement().isInstanceOf(Outcome.Resolved.class);
    ConsumerRecord<byte[], byte[]> replayed = services.contents(Topics.jobs("whole")).get(0);
    ProducerRecord<byte[], byte[]> original =
        CloudEventCodec.job(Topics.jobs("whole"), job, Letters.TRACE);
    assertThat(replayed.key()).isEqualTo(original.key());
    assertThat(replayed.value()).isEqualTo(original.value());
    assertThat(replayed.headers())
        .filteredOn(header -> !DeadLetterHeaders.tellsOfDeath(header.key()))
        .containsExactlyInAnyOrder(original.headers().toArray());
    assertThat(replayed.headers())
        .extracting(Header::key)
        .filteredOn(DeadLetterHeaders::tellsOfDeath)
        .containsExactlyInAnyOrder("albumen-history", "albumen-replays", "albumen-dead-letter");
    assertThat(History.of(replayed.headers()).attempts())
        .containsExactly(Attempt.failed("worker-1", STORE_UNAVAILABLE, "it is so", Letters.TIME));
    assertThat(DeadLetterHeaders.replays(replayed.headers())).isEqualTo(1);
    assertThat(replayed.headers().lastHeader("albumen-dead-letter").value())
        .asString()
        .isEqualTo(letter.toString());
    assertThat(decisions("whole"))
        .singleElement()
        .returns(letter, Resolution::letter)
        .returns(Action.REPLAYED, Resolution::action)
        .returns(job.id(), Resolution::jobId)
        .returns("ann@host", Resolution::by)
        .returns("disk full", Resolution::note);
  }

  @Test
  void whatAReplayThatWasKilledHadSentIsNoReplay() throws Exception {
    // Given
    Job job = Letters.job("killed", "a");
    LetterId letter = bury("killed", job);
    try (Producer<byte[], byte[]> killed =
        services.clients().transactionalProducer(TransactionalOutbox.TRANSACTIONAL_ID)) {
      killed.initTransactions();
      killed.beginTransaction();
      killed.send(CloudEventCodec.job(Topics.jobs("killed"), job, null)).get();
      killed.send(decision(letter, job).toRecord()).get();
      // When
      resolve("killed", REPLAY);
      resolve("killed", REPLAY);
    }
    // Then
    assertThat(services.contents(Topics.jobs("killed"))).hasSize(1);
    assertThat(decisions("killed")).hasSize(1);
  }

  @Test
  void ofTwoReplaysAtOnceTheEarlierEndsAndNothingIsDoubled() throws Exception {
    // Given
    services.createTopics("two");
    List<ProducerRecord<byte[], byte[]>> letters =
        IntStream.range(0, Resolver.CHUNK + 50)
            .mapToObj(i -> Letters.buried("two", Letters.job("two", "n" + i), STORE_UNAVAILABLE, i))
            .toList();
    services.send(letters);
    List<Resolver> later = new ArrayList<>();
    try (Resolver earlier = Resolver.open(services.config().kafka())) {
      // When
      assertThatThrownBy(
              () ->
                  earlier.resolve(
                      batch("two"),
                      REPLAY,
                      done -> {
                        if (later.isEmpty()) {
                          later.add(opened());
                        }
                      }))
          // Then
          .isInstanceOfSatisfying(
              AlbumenException.class,
              e -> assertThat(e.code()).isEqualTo(FailureCode.REPLAY_OVERTAKEN));
    }
    List<Outcome> outcomes = new ArrayList<>();
    try (Resolver last = later.get(0)) {
      last.resolve(batch("two"), REPLAY, outcomes::add);
    }
    assertThat(outcomes).filteredOn(Outcome.Resolved.class::isInstance).hasSize(50);
    assertThat(outcomes)
        .filteredOn(Outcome.ResolvedBefore.class::isInstance)
        .hasSize(Resolver.CHUNK);
    assertThat(services.contents(Topics.jobs("two")))
        .hasSize(letters.size())
        .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
        .doesNotHaveDuplicates();
    assertThat(decisions("two")).hasSize(letters.size());
  }

  @Test
  void twoLettersOfOneMessageAreOneJob() throws Exception {
    // Given
    services.createTopics("twice");
    Job job = Letters.job("twice", "a");
    ProducerRecord<byte[], byte[]> letter = Letters.buried("twice", job, STORE_UNAVAILABLE, 7);
    services.send(List.of(letter, letter));
    // When
    List<Outcome> outcomes = resolve("twice", REPLAY);
    // Then
    assertThat(outcomes)
        .hasSize(2)
        .hasAtLeastOneElementOfType(Outcome.Resolved.class)
        .hasAtLeastOneElementOfType(Outcome.ResolvedBefore.class);
    assertThat(services.contents(Topics.jobs("twice"))).hasSize(1);
  }

  @Test
  void aJobThatFailsAgainIsALetterOfItsOwnAndCountsItsReplays() throws Exception {
    // Given
    Job job = Letters.job("again", "a");
    bury("again", job);
    resolve("again", REPLAY);
    ConsumerRecord<byte[], byte[]> replayed = services.contents(Topics.jobs("again")).get(0);
    RecordHeaders headers = new RecordHeaders(replayed.headers());
    History history = History.of(headers).with(Attempt.vanished(Letters.TIME));
    Letters.why(headers, replayed.topic(), FailureCode.ENGINE_FAILED, 1);
    history.writeTo(headers);
    services.send(Letters.letter(replayed.key(), replayed.value(), headers));
    // When
    resolve("again", REPLAY);
    // Then
    List<ConsumerRecord<byte[], byte[]>> jobs = services.contents(Topics.jobs("again"));
    assertThat(jobs).hasSize(2); // of one key, so in order
    ConsumerRecord<byte[], byte[]> last = jobs.get(1);
    assertThat(DeadLetterHeaders.replays(last.headers())).isEqualTo(2);
    assertThat(History.of(last.headers()).attempts()).hasSize(2);
    assertThat(last.headers().headers("albumen-dead-letter")).hasSize(1);
  }

  private static LetterId bury(String pool, Job job) throws Exception {
    services.createTopics(pool);
    var place = services.send(List.of(Letters.buried(pool, job, STORE_UNAVAILABLE, 0)));
    return new LetterId(place.partition(), place.offset());
  }

  private static List<Outcome> resolve(String batch, Decision decision) throws Exception {
    List<Outcome> outcomes = new ArrayList<>();
    try (Resolver resolver = opened()) {
      resolver.resolve(batch(batch), decision, outcomes::add);
    }
    return outcomes;
  }

  private static Resolver opened() {
    try {
      return Resolver.open(services.config().kafka());
    } catch (AlbumenException e) {
      throw new IllegalStateException(e);
    }
  }

  private static LetterFilter batch(String batch) {
    return new LetterFilter(Set.of(), Set.of(), batch, null, null);
  }

  private static Resolution decision(LetterId letter, Job job) {
    return new Resolution(
        letter,
        Action.REPLAYED,
        new Origin(Topics.jobs("killed"), 0, 0, Letters.TIME.toEpochMilli()),
        job.id(),
        job.batchId(),
        "bob@host",
        Letters.TIME,
        null);
  }

  private static List<Resolution> decisions(String batch) throws Exception {
    List<Resolution> decisions = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> entry : services.contents(Topics.DEAD_LETTERS_AUDIT)) {
      Resolution decision = Resolution.of(entry);
      if (batch.equals(decision.batchId())) {
        decisions.add(decision);
      }
    }
    return decisions;
  }
}
