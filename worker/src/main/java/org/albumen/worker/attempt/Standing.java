package org.albumen.worker.attempt;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.albumen.common.attempt.Attempt;
import org.albumen.common.attempt.Attempt.Ending;
import org.albumen.common.attempt.History;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * How a job stands when it is delivered.
 *
 * @param history what became of its earlier deliveries, those before a replay included
 * @param attempt the number of this delivery, 1 or more, those before a replay included
 * @param strikes how many of its deliveries count against it; a replay begins anew
 * @param vanished how many of those took a worker with them, as far as anybody can tell
 * @param diedAlone whether the last of those ran it alone
 * @param noted whether something stands in the ledger about it
 */
public record Standing(
    History history, int attempt, int strikes, int vanished, boolean diedAlone, boolean noted) {
  /** How many deliveries counted against a job that was put into the queue anew. */
  static final String STRIKES = "albumen-strikes";

  /** How many of those took a worker with them. */
  static final String VANISHED = "albumen-vanished";

  /**
   * How a message stands.
   *
   * @param deliveries how often the broker has delivered it, this time included
   * @param noted what the ledger says of it
   */
  public static Standing of(
      ConsumerRecord<byte[], byte[]> message, int deliveries, List<Attempt> noted, Instant now) {
    History before = History.of(message.headers());
    int ended = (int) noted.stream().filter(a -> a.ending() != Ending.ISOLATED).count();
    int silent = Math.max(0, deliveries - 1 - ended);
    List<Attempt> vanished = Collections.nCopies(silent, Attempt.vanished(now));
    int counted = (int) noted.stream().filter(Attempt::counts).count();
    boolean alone =
        silent > 0 && !noted.isEmpty() && noted.get(noted.size() - 1).ending() == Ending.ISOLATED;
    return new Standing(
        before.with(noted).with(vanished),
        before.attempts().size() + Math.max(deliveries, ended + 1),
        number(message.headers(), STRIKES) + counted + silent,
        number(message.headers(), VANISHED) + silent,
        alone,
        !noted.isEmpty());
  }

  /** Says to the next who gets this message, in a record of its own, how it stands. */
  public void writeTo(Headers headers) {
    history.writeTo(headers);
    put(headers, STRIKES, strikes);
    put(headers, VANISHED, vanished);
  }

  private static void put(Headers headers, String name, int value) {
    headers.remove(name);
    if (value > 0) {
      headers.add(name, Integer.toString(value).getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static int number(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    if (header == null || header.value() == null) {
      return 0;
    }
    String text = new String(header.value(), StandardCharsets.US_ASCII);
    return text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
  }
}
