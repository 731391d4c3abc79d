package org.albumen.worker.attempt;

import java.util.List;
import org.albumen.common.attempt.Attempt;
import org.albumen.common.failure.AlbumenException;
import org.albumen.worker.guard.BackOff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and writes until it succeeds: the job is held meanwhile. Only an interrupt ends the wait.
 * Safe for use by several threads.
 */
public final class PatientLedger {
  private static final Logger LOG = LoggerFactory.getLogger(PatientLedger.class);

  private final Ledger ledger;
  private final BackOff pause;

  public PatientLedger(Ledger ledger, BackOff pause) {
    this.ledger = ledger;
    this.pause = pause;
  }

  /** See {@link Ledger#of}. */
  public List<Attempt> of(Place place) throws InterruptedException {
    for (int failures = 1; ; failures++) {
      try {
        return ledger.of(place);
      } catch (AlbumenException e) {
        await(e, failures);
      }
    }
  }

  /** See {@link Ledger#note}. */
  public void note(Place place, Attempt attempt) throws InterruptedException {
    for (int failures = 1; ; failures++) {
      try {
        ledger.note(place, attempt);
        return;
      } catch (AlbumenException e) {
        await(e, failures);
      }
    }
  }

  /**
   * Writes if it can be done now: without it the next worker takes this one for dead, which does
   * the job no harm but caution.
   */
  public void noteOnce(Place place, Attempt attempt) {
    try {
      ledger.note(place, attempt);
    } catch (AlbumenException e) {
      LOG.atWarn()
          .addKeyValue("place", place)
          .addKeyValue("code", e.code())
          .log("not noted: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** See {@link Ledger#forget}. */
  public void forget(Place place) {
    ledger.forget(place);
  }

  private void await(AlbumenException e, int failures) throws InterruptedException {
    LOG.atWarn().addKeyValue("code", e.code()).log(e.getMessage());
    pause.sleep(failures);
  }
}
