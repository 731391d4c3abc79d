package org.albumen.dispatcher.tally;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;

/** When something happened. */
final class EventTime {
  private static final String HEADER = "ce_time";
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private EventTime() {}

  /** As the event says; when it does not, or no clock can have said so, as the record's time. */
  static Instant of(Record<?, ?> message) {
    Instant kept = Instant.ofEpochMilli(message.timestamp());
    Header header = message.headers().lastHeader(HEADER);
    if (header == null || header.value() == null) {
      return kept;
    }
    try {
      String text = new String(header.value(), StandardCharsets.UTF_8);
      Instant said = OffsetDateTime.parse(text).toInstant();
      return said.isBefore(Instant.EPOCH) || said.isAfter(LATEST) ? kept : said;
    } catch (DateTimeException e) {
      return kept;
    }
  }
}
