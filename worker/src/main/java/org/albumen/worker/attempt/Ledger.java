package org.albumen.worker.attempt;

import java.util.List;
import org.albumen.common.attempt.Attempt;
import org.albumen.common.failure.AlbumenException;

/**
 * Where workers write down how a delivery ended that did not end its job, for the worker that gets
 * the next one. The broker counts deliveries and does not say why there were several; what it
 * counted and nobody wrote down was the end of a worker. Implementations are safe for use by
 * several threads.
 */
public interface Ledger {

  /**
   * What was written down about a message, oldest first.
   *
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE}
   */
  List<Attempt> of(Place place) throws AlbumenException, InterruptedException;

  /**
   * Writes down how a delivery ended; returns when that is durable, so that it is read by whoever
   * gets the message next.
   *
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE}
   */
  void note(Place place, Attempt attempt) throws AlbumenException, InterruptedException;

  /** The message is not delivered any more; what was written of it may go. Does not wait. */
  void forget(Place place);
}
