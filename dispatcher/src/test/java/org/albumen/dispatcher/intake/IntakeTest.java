package org.albumen.dispatcher.intake;

import static org.albumen.dispatcher.intake.Notifications.message;
import static org.albumen.dispatcher.intake.Notifications.minio;
import static org.albumen.dispatcher.intake.Notifications.put;
import static org.albumen.dispatcher.intake.Notifications.record;
import static org.albumen.dispatcher.intake.Notifications.records;
import static org.albumen.dispatcher.intake.Notifications.rule;
import static org.albumen.dispatcher.intake.Notifications.sns;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.albumen.common.codec.CloudEventCodec;
import org.albumen.common.event.JobAccepted;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.Job;
import org.albumen.common.job.Lane;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.Target;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.store.Boundary;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.metrics.DispatcherMetric;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeTest {
  private final CountedIntake counted = new CountedIntake();
  private final Taker taker = taker(rule("inbox"));

  @Test
  void aNewObjectIsAJobAndItsAcceptedEvent() throws Exception {
    // When
    List<ProducerRecord<byte[], byte[]>> written =
        taker.take(message(0, 7, put("inbox/red flower+é.tif", "0A")));

    // Then
    assertThat(written)
        .extracting(ProducerRecord::topic)
        .containsExactly(Topics.jobs("photo"), Topics.EVENTS);
    Job job = CloudEventCodec.readJob(received(written.get(0)));
    assertThat(job)
        .isEqualTo(
            Job.of(
                "intake-inbox-20261128",
                new ObjectSource("scans", "inbox/red flower+é.tif", "v-0A", "abc", 12L, null),
                "photo@1",
                new Target("results", "out/"),
                Notifications.TIME));
    assertThat(CloudEventCodec.readEvent(received(written.get(1)))).isEqualTo(JobAccepted.of(job));
    assertThat(counted.jobs()).isEqualTo(1);
    assertThat(counted.passedOver()).isEmpty();
  }

  @Test
  void theSameVersionIsTheSameJobAndAnotherIsAnother() throws Exception {
    // When
    String once = job(taker(rule("inbox")), put("inbox/a.tif", "0A")).id();
    String again = job(taker(rule("inbox")), put("inbox/a.tif", "0A")).id();
    String later = job(taker(rule("inbox")), put("inbox/a.tif", "0B")).id();

    // Then
    assertThat(again).isEqualTo(once);
    assertThat(later).isNotEqualTo(once);
  }

  @Test
  void everyRuleThatWantsAnObjectMakesAJobInItsLane() {
    // Given
    Taker several =
        taker(
            rule("all", "", null, Lane.BULK),
            rule("urgent", "inbox/now/", ".TIF", Lane.INTERACTIVE),
            rule("elsewhere", "other/", null, Lane.BULK));

    // When
    List<ProducerRecord<byte[], byte[]>> written =
        several.take(message(0, 0, put("inbox/now/a.tif", "0A")));

    // Then
    assertThat(written)
        .extracting(ProducerRecord::topic)
        .containsExactly(
            Topics.jobs("photo"),
            Topics.EVENTS,
            Topics.jobs("photo", Lane.INTERACTIVE),
            Topics.EVENTS);
  }

  @Test
  void whatMinioSendsIsReadThoughItCallsItsVersionOtherwise() throws Exception {
    // When
    Job job = job(taker, minio("inbox/a b.tif", "17A9AB4FA9328C8F", ""));

    // Then
    assertThat(job.source())
        .isEqualTo(new ObjectSource("scans", "inbox/a b.tif", null, "d41d8", 7L, null));
  }

  @Test
  void whatSnsPassesOnIsRead() throws Exception {
    assertThat(job(taker, sns(put("inbox/a.tif", "0A"))).source().ref().name())
        .isEqualTo("inbox/a.tif");
    assertThat(job(taker, sns(sns(put("inbox/b.tif", "0A")))).source().ref().name())
        .isEqualTo("inbox/b.tif");
  }

  @Test
  void everyRecordOfAMessageCounts() {
    // When
    List<ProducerRecord<byte[], byte[]>> written =
        taker.take(
            message(
                0,
                0,
                records(
                    record("ObjectCreated:CompleteMultipartUpload", "inbox/a.tif", "v", "1"),
                    "null",
                    record("ObjectCreated:Copy", "inbox/b.tif", "v", "1"))));

    // Then
    assertThat(written).hasSize(4);
    assertThat(counted.passedOver()).containsExactly(Map.entry(Reason.MALFORMED, 1));
  }

  @Test
  void ofEventsAboutAKeyOnlyALaterOneThanTheLastCounts() {
    // Given
    assertThat(take(0, put("inbox/a.tif", "0B"))).hasSize(2);

    // When, then
    assertThat(take(0, put("inbox/a.tif", "0B"))).as("the same").isEmpty();
    assertThat(take(0, put("inbox/a.tif", "A"))).as("an earlier one").isEmpty();
    assertThat(take(0, put("inbox/b.tif", "0A"))).as("of another key").hasSize(2);
    assertThat(take(0, put("inbox/a.tif", "00c"))).as("a later one").hasSize(2);
    assertThat(counted.passedOver()).containsExactly(Map.entry(Reason.OUTDATED, 2));
  }

  @Test
  void anObjectThatWasRemovedSinceIsNoJob() {
    // Given
    assertThat(take(0, records(record("ObjectRemoved:Delete", "inbox/a.tif", "v", "0B"))))
        .isEmpty();

    // When
    List<ProducerRecord<byte[], byte[]>> written = take(0, put("inbox/a.tif", "0A"));

    // Then
    assertThat(written).isEmpty();
    assertThat(counted.passedOver())
        .containsOnly(Map.entry(Reason.OTHER_EVENT, 1), Map.entry(Reason.OUTDATED, 1));
  }

  @Test
  void whatIsRecalledIsNoJobAndTellsTheOrder() {
    // When
    taker.recall(message(0, 0, put("inbox/a.tif", "0B")));

    // Then
    assertThat(counted.jobs()).isZero();
    assertThat(take(0, put("inbox/a.tif", "0A"))).isEmpty();
    assertThat(take(1, put("inbox/a.tif", "0A"))).as("in another partition").hasSize(2);
    taker.forget(List.of(0));
    assertThat(take(0, put("inbox/a.tif", "0A"))).as("when it is forgotten").hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inbox/a.0123456789abcdef.png",
        "inbox/a.0123456789abcdef.json",
        "inbox/a.0123456789abcdef.mask.png",
        "inbox/a.0123456789abcdef.premis.xml"
      })
  void ourOwnResultsAreNeverTaken(String key) {
    // Given rules that would want anything
    Taker greedy = taker(rule("greedy", "", key.substring(key.lastIndexOf('.')), Lane.BULK));

    // When
    List<ProducerRecord<byte[], byte[]>> written = greedy.take(message(0, 0, put(key, "0A")));

    // Then
    assertThat(written).isEmpty();
    assertThat(counted.passedOver()).containsExactly(Map.entry(Reason.RESULT, 1));
  }

  @Test
  void aResultUnderAnotherNameIsKnownByWhatItSaysOfItself() {
    assertThat(take(0, minio("inbox/a.tif", "0A", ",\"X-Amz-Meta-Albumen-Fingerprint\":\"0123\"")))
        .isEmpty();
    assertThat(counted.passedOver()).containsExactly(Map.entry(Reason.RESULT, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "2.1, aws:s3, true",
    "2.6, aws:s3, true",
    "2.10, aws:s3, true",
    "2.2, ceph:s3, true",
    "2.0, minio:s3, true",
    "2.0, aws:s3, false",
    "1.0, aws:s3, false",
    "1.9, minio:s3, false",
    "3.0, aws:s3, false",
    "2, aws:s3, false",
    "new, aws:s3, false",
  })
  void versionsThatAreReadAreReadAndOthersAreCounted(String version, String source, boolean read) {
    // When
    List<ProducerRecord<byte[], byte[]>> written =
        take(
            0, put("inbox/a.tif", "0A").replace("2.1", version).replace("aws:s3\"", source + "\""));

    // Then
    assertThat(written).hasSize(read ? 2 : 0);
    assertThat(counted.passedOver()).isEqualTo(read ? Map.of() : Map.of(Reason.VERSION, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                                   | MALFORMED",
        "garbage                                              | MALFORMED",
        "[]                                                   | MALFORMED",
        "{}                                                   | MALFORMED",
        "'{\"Records\":7}'                                    | MALFORMED",
        "'{\"Records\":[{}]}'                                 | MALFORMED",
        "'{\"Message\":\"hello\"}'                            | MALFORMED",
        "'{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"scans\"}' | TEST",
      })
  void whatIsNoNotificationIsCountedAndStopsNothing(String value, Reason reason) {
    assertThat(take(0, value)).isEmpty();
    assertThat(counted.passedOver()).containsExactly(Map.entry(reason, 1));
    assertThat(take(0, put("inbox/a.tif", "0A"))).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"key\":\"inbox%2Fa.tif\"' | '\"key\":\"inbox%ZZ.tif\"'       | MALFORMED",
        "'\"key\":\"inbox%2Fa.tif\"' | '\"key\":\"inbox/../a.tif\"'     | KEY",
        "'\"key\":\"inbox%2Fa.tif\"' | '\"key\":\"inbox/%00.tif\"'      | KEY",
        "'\"key\":\"inbox%2Fa.tif\"' | '\"key\":\" \"'                  | MALFORMED",
        "'\"key\":\"inbox%2Fa.tif\"' | '\"key\":\"inbox/notes.txt\"'    | NO_RULE",
        "'\"key\":\"inbox%2Fa.tif\"' | '\"key\":\"outbox/a.tif\"'       | NO_RULE",
        "'\"name\":\"scans\"'        | '\"name\":\"other\"'             | NO_RULE",
        "'\"name\":\"scans\"'        | '\"x\":\"scans\"'                | MALFORMED",
        "'\"size\":12'               | '\"size\":-1'                    | MALFORMED",
        "'\"size\":12'               | '\"size\":\"12\"'                | MALFORMED",
        "'aws:s3'                    | 'aws:sqs'                        | SENDER",
        "'ObjectCreated:Put'         | 'ObjectTagging:Put'              | OTHER_EVENT",
        "'ObjectCreated:Put'         | 's3:ObjectCreated:PutTagging'    | OTHER_EVENT",
        "'ObjectCreated:Put'         | 'LifecycleExpiration:Delete'     | OTHER_EVENT",
      })
  void aRecordThatIsNoneOfOursIsCountedByItsReason(
      String replaced, String replacement, Reason reason) {
    // Given
    String whole = put("inbox/a.tif", "0A");
    String changed = whole.replace(replaced, replacement);
    assertThat(changed).isNotEqualTo(whole);

    // When
    List<ProducerRecord<byte[], byte[]>> written = take(0, changed);

    // Then
    assertThat(written).isEmpty();
    assertThat(counted.passedOver()).containsExactly(Map.entry(reason, 1));
  }

  @Test
  void aTombstoneIsMalformed() {
    assertThat(taker.take(new ConsumerRecord<>("uploads", 0, 0, null, null))).isEmpty();
    assertThat(counted.passedOver()).containsExactly(Map.entry(Reason.MALFORMED, 1));
  }

  @Test
  void withoutATimeOfItsOwnAnEventHappenedWhenItWasSent() throws Exception {
    // When
    Job job = job(taker, put("inbox/a.tif", "0A").replace(Notifications.TIME.toString(), "soon"));

    // Then
    assertThat(job.batchId()).isEqualTo("intake-inbox-20261129");
    assertThat(job.submittedAt()).isEqualTo(Instant.parse("2026-11-29T00:00:01Z"));
  }

  @Test
  void whatIsCountedIsSeenFromZeroOn() {
    // Given
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    IntakeMeters meters = new IntakeMeters(registry);

    // When
    meters.passedOver(Reason.NO_RULE);
    meters.job("inbox");

    // Then
    assertThat(registry.get(DispatcherMetric.INTAKE_PASSED_OVER.id()).counters())
        .hasSize(Reason.values().length);
    assertThat(
            registry
                .get(DispatcherMetric.INTAKE_PASSED_OVER.id())
                .tag("reason", "no_rule")
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(
            registry.get(DispatcherMetric.INTAKE_JOBS.id()).tag("rule", "inbox").counter().count())
        .isEqualTo(1);
  }

  private Taker taker(Rule... rules) {
    try {
      return new Taker(
          Rules.of(List.of(rules), RecipeBook.builtIn(), Boundary.ANY_BUCKET), counted);
    } catch (AlbumenException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private List<ProducerRecord<byte[], byte[]>> take(int partition, String value) {
    return taker.take(message(partition, 0, value));
  }

  private static Job job(Taker taker, String value) throws AlbumenException {
    List<ProducerRecord<byte[], byte[]>> written =
        new ArrayList<>(taker.take(message(0, 0, value)));
    assertThat(written).hasSize(2);
    return CloudEventCodec.readJob(received(written.get(0)));
  }

  private static ConsumerRecord<byte[], byte[]> received(ProducerRecord<byte[], byte[]> sent) {
    return new ConsumerRecord<>(
        sent.topic(),
        0,
        0L,
        0L,
        TimestampType.CREATE_TIME,
        0,
        0,
        sent.key(),
        sent.value(),
        sent.headers(),
        Optional.empty());
  }
}
