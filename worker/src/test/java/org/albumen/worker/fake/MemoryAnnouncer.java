package org.albumen.worker.fake;

import java.util.ArrayList;
import java.util.List;
import org.albumen.common.attempt.History;
import org.albumen.common.event.JobEvent;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.worker.announce.Announcer;
import org.albumen.worker.announce.Burial;
import org.albumen.worker.attempt.Standing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Remembers what was announced. */
public final class MemoryAnnouncer implements Announcer {
  private final List<JobEvent> events = new ArrayList<>();
  private final List<Buried> buried = new ArrayList<>();
  private final List<Standing> requeued = new ArrayList<>();
  private int refusals;

  /** The next calls fail. */
  public synchronized void refuse(int times) {
    refusals = times;
  }

  /** Whether every refusal has been met. */
  public synchronized boolean refusedAll() {
    return refusals == 0;
  }

  public synchronized List<JobEvent> events() {
    return List.copyOf(events);
  }

  public synchronized List<Buried> buried() {
    return List.copyOf(buried);
  }

  @Override
  public synchronized void announce(JobEvent event, @Nullable String traceparent)
      throws AlbumenException {
    requireWilling();
    events.add(event);
  }

  @Override
  public synchronized void bury(ConsumerRecord<byte[], byte[]> message, Burial burial)
      throws AlbumenException {
    requireWilling();
    buried.add(
        new Buried(message, burial.code(), burial.reason(), burial.attempts(), burial.history()));
  }

  @Override
  public synchronized void requeue(ConsumerRecord<byte[], byte[]> message, Standing standing)
      throws AlbumenException {
    requireWilling();
    requeued.add(standing);
  }

  /** How messages stood that were put into the queue anew. */
  public synchronized List<Standing> requeued() {
    return List.copyOf(requeued);
  }

  private void requireWilling() throws AlbumenException {
    if (refusals > 0) {
      refusals--;
      throw new AlbumenException(FailureCode.KAFKA_UNAVAILABLE, "the broker is off");
    }
  }

  /** A dead letter. */
  public record Buried(
      ConsumerRecord<byte[], byte[]> message,
      FailureCode code,
      String reason,
      int attempts,
      History history) {}
}
