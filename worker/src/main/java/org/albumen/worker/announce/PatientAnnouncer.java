package org.albumen.worker.announce;

import org.albumen.common.backoff.BackOff;
import org.albumen.common.event.JobEvent;
import org.albumen.common.failure.AlbumenException;
import org.albumen.worker.attempt.Standing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces until it succeeds. A job whose end cannot be told is held, not given back: deliveries
 * are counted, and after the last one the broker drops a job without a word. Only an interrupt ends
 * the wait. Safe for use by several threads.
 */
public final class PatientAnnouncer {
  private static final Logger LOG = LoggerFactory.getLogger(PatientAnnouncer.class);

  private final Announcer announcer;
  private final BackOff pause;

  /**
   * @param pause between two tries
   */
  public PatientAnnouncer(Announcer announcer, BackOff pause) {
    this.announcer = announcer;
    this.pause = pause;
  }

  /** See {@link Announcer#announce}. */
  public void announce(JobEvent event, @Nullable String traceparent) throws InterruptedException {
    insist(() -> announcer.announce(event, traceparent));
  }

  /** See {@link Announcer#bury}. */
  public void bury(ConsumerRecord<byte[], byte[]> message, Burial burial)
      throws InterruptedException {
    insist(() -> announcer.bury(message, burial));
  }

  /** See {@link Announcer#requeue}. */
  public void requeue(ConsumerRecord<byte[], byte[]> message, Standing standing)
      throws InterruptedException {
    insist(() -> announcer.requeue(message, standing));
  }

  private void insist(Attempt attempt) throws InterruptedException {
    for (int failures = 1; ; failures++) {
      try {
        attempt.make();
        return;
      } catch (AlbumenException e) {
        LOG.atWarn().addKeyValue("code", e.code()).log(e.getMessage());
        pause.sleep(failures);
      }
    }
  }

  /** One try. */
  private interface Attempt {
    void make() throws AlbumenException, InterruptedException;
  }
}
