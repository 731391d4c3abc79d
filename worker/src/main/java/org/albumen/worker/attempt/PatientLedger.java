package org.albumen.worker.attempt;

import java.util.List;
import org.albumen.common.attempt.Attempt;
import org.albumen.common.backoff.BackOff;
import org.albumen.common.failure.AlbumenException;
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
    return insist(() -> ledger.of(place));
  }

  /** See {@link Ledger#note}. */
  public void note(Place place, Attempt attempt) throws InterruptedException {
    insist(
        () -> {
          ledger.note(place, attempt);
          return attempt;
        });
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

  private <T> T insist(Call<T> call) throws InterruptedException {
    for (int failures = 1; ; failures++) {
      try {
        return call.make();
      } catch (AlbumenException e) {
        LOG.atWarn().addKeyValue("code", e.code()).log(e.getMessage());
        pause.sleep(failures);
      }
    }
  }

  /** One reading or writing. */
  private interface Call<T> {
    T make() throws AlbumenException, InterruptedException;
  }
}
