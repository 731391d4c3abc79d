package org.albumen.common.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.albumen.common.event.JobAccepted;
import org.albumen.common.job.Job;
import org.albumen.common.job.ObjectSource;
import org.albumen.common.job.SeedSource;
import org.albumen.common.job.Source;
import org.albumen.common.job.Target;
import org.albumen.common.topic.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JobRecordsTest {
  private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

  static Stream<Source> sources() {
    return Stream.of(
        ObjectSource.of("in", "a.jpg"),
        ObjectSource.of("<", ">\n\u0001\ud83d\udcf7<"),
        ObjectSource.of("in", "box 1/\"scan\" é\u00e9\\.tif"),
        new ObjectSource("in", "{\"id\":\"x\"}", "v1", "abc", 12L, Examples.TIME),
        new ObjectSource("other", "b.tif", null, null, 0L, null),
        new SeedSource(7));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void theyAreByteForByteThoseOfTheCodec(Source source) {
    // Given
    Job job = job(source);
    for (Job sample : new Job[] {job, job(new SeedSource(0)), job(ObjectSource.of("in", "0"))}) {
      JobRecords records = new JobRecords("albumen.jobs.photo", sample, NOW);

      // When
      List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
      records.send(source, sent::add);

      // Then
      assertThat(sent).hasSize(2);
      same(sent.get(0), CloudEventCodec.job("albumen.jobs.photo", job, null));
      same(sent.get(1), CloudEventCodec.event(Topics.EVENTS, JobAccepted.of(job), NOW, null));
    }
  }

  @Test
  void aTemplateNeedsItsValues() {
    assertThatThrownBy(() -> Template.of("abc".getBytes(UTF_8), "d".getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Job job(Source source) {
    return Job.of("spring 26", source, "photo@1", new Target("out", "restored/"), Examples.TIME)
        .before(NOW);
  }

  private static void same(
      ProducerRecord<byte[], byte[]> actual, ProducerRecord<byte[], byte[]> expected) {
    assertThat(actual.topic()).isEqualTo(expected.topic());
    assertThat(new String(actual.key(), UTF_8)).isEqualTo(new String(expected.key(), UTF_8));
    assertThat(new String(actual.value(), UTF_8)).isEqualTo(new String(expected.value(), UTF_8));
    assertThat(headers(actual)).isEqualTo(headers(expected));
  }

  private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new TreeMap<>();
    record.headers().forEach(h -> headers.put(h.key(), new String(h.value(), UTF_8)));
    assertThat(headers).hasSize(record.headers().toArray().length);
    return headers;
  }
}
