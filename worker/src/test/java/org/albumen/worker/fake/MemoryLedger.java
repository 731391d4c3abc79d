package org.albumen.worker.fake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.albumen.common.attempt.Attempt;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.worker.attempt.Ledger;
import org.albumen.worker.attempt.Place;

/** Remembers what was noted. */
public final class MemoryLedger implements Ledger {
  private final Map<Place, List<Attempt>> notes = new HashMap<>();
  private int refusals;

  /** The next calls fail. */
  public synchronized void refuse(int times) {
    refusals = times;
  }

  /** Every note that was not forgotten. */
  public synchronized List<Attempt> notes() {
    return notes.values().stream().flatMap(List::stream).toList();
  }

  @Override
  public synchronized List<Attempt> of(Place place) throws AlbumenException {
    requireWilling();
    return List.copyOf(notes.getOrDefault(place, List.of()));
  }

  @Override
  public synchronized void note(Place place, Attempt attempt) throws AlbumenException {
    requireWilling();
    notes.computeIfAbsent(place, p -> new ArrayList<>()).add(attempt);
  }

  @Override
  public synchronized void forget(Place place) {
    notes.remove(place);
  }

  private void requireWilling() throws AlbumenException {
    if (refusals > 0) {
      refusals--;
      throw new AlbumenException(FailureCode.KAFKA_UNAVAILABLE, "the broker is off");
    }
  }
}
