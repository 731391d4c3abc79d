package org.albumen.common.attempt;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.albumen.common.codec.Json;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What became of a job's earlier deliveries, oldest first. Travels in the header {@link #HEADER} of
 * dead letters and of jobs that are replayed, as a JSON array; only the last {@link #MOST} are
 * kept.
 */
public record History(List<Attempt> attempts) {
  /** The Kafka header. */
  public static final String HEADER = "albumen-history";

  /** How many attempts are kept at most. */
  public static final int MOST = 20;

  /** No attempt. */
  public static final History NONE = new History(List.of());

  public History {
    int all = attempts.size();
    attempts = List.copyOf(attempts.subList(Math.max(0, all - MOST), all));
  }

  /** The history that a record carries; none when it carries none or what it carries is unread. */
  public static History of(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    if (header == null || header.value() == null) {
      return NONE;
    }
    try {
      return new History(List.of(Json.readLenient(header.value(), Attempt[].class)));
    } catch (IOException e) {
      return NONE;
    }
  }

  /** This history and one more attempt. */
  public History with(Attempt attempt) {
    return with(List.of(attempt));
  }

  /** This history and more attempts. */
  public History with(List<Attempt> more) {
    List<Attempt> all = new ArrayList<>(attempts);
    all.addAll(more);
    return new History(all);
  }

  /** Replaces the history that a record carries by this one. */
  public void writeTo(Headers headers) {
    headers.remove(HEADER);
    if (!attempts.isEmpty()) {
      headers.add(HEADER, Json.write(attempts));
    }
  }
}
