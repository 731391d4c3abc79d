package org.albumen.dispatcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.albumen.common.codec.Json;
import org.albumen.common.event.JobAccepted;
import org.albumen.common.event.JobEvent;
import org.albumen.common.event.JobFailed;
import org.albumen.common.event.JobReplayed;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.event.Timings;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.job.SeedSource;
import org.albumen.dispatcher.track.BatchEvent;
import org.jspecify.annotations.Nullable;

/** Events as lines, for people and for programs. */
final class EventLines {
  private static final double MILLIS_PER_SECOND = 1e3;
  private static final List<String> ATTRIBUTES =
      List.of("specversion", "id", "source", "type", "time", "subject", "datacontenttype");

  private EventLines() {}

  /** Time, outcome, source, and what is worth knowing of that outcome. */
  static String text(BatchEvent event) {
    JobEvent of = event.event();
    return ExitCodes.printable(
        String.format(
            Locale.ROOT,
            "%s  %-9s  %s%s",
            event.time().truncatedTo(ChronoUnit.SECONDS),
            of.outcome(),
            of.source(),
            remark(of)));
  }

  /** CloudEvents 1.0, JSON format (structured mode), in one line. */
  static String json(BatchEvent event) {
    CloudEvent envelope = event.envelope();
    Map<String, Object> attributes = new LinkedHashMap<>();
    for (String name : ATTRIBUTES) {
      put(attributes, name, envelope.getAttribute(name));
    }
    for (String name : envelope.getExtensionNames()) {
      put(attributes, name, envelope.getExtension(name));
    }
    attributes.put("data", data(event));
    return new String(Json.write(attributes), StandardCharsets.UTF_8);
  }

  private static void put(Map<String, Object> attributes, String name, @Nullable Object value) {
    if (value != null) {
      attributes.put(name, value instanceof Number ? value : value.toString());
    }
  }

  /** As it was announced, so that what another version added stays. */
  private static Object data(BatchEvent event) {
    CloudEventData data = event.envelope().getData();
    try {
      return data == null ? event.event() : Json.readLenient(data.toBytes(), JsonNode.class);
    } catch (IOException e) {
      throw new UncheckedIOException("data that was read before", e);
    }
  }

  private static String remark(JobEvent event) {
    if (event instanceof JobSucceeded success) {
      return " -> s3://%s/%s (%s%s)"
          .formatted(
              success.result().bucket(),
              success.result().key(),
              success.source() instanceof SeedSource ? "" : success.faces().size() + " faces, ",
              success.reused() ? "there already" : seconds(success.timings()));
    }
    if (event instanceof JobFailed failure) {
      return "  " + failure.code() + ": " + failure.message();
    }
    if (event instanceof JobReplayed replayed) {
      return replayed.replays() == 1 ? "" : "  " + replayed.replays() + " times by now";
    }
    return event instanceof JobAccepted accepted ? "  " + accepted.recipe() : "";
  }

  private static String seconds(Timings t) {
    long millis = t.fetchMs() + t.decodeMs() + t.restoreMs() + t.encodeMs() + t.storeMs();
    return String.format(Locale.ROOT, "%.1f s", millis / MILLIS_PER_SECOND);
  }
}
