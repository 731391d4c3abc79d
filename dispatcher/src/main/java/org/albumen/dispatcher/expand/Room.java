package org.albumen.dispatcher.expand;

import org.albumen.common.failure.AlbumenException;
import org.albumen.common.submission.Submission;

/** Whether the queues have room for more jobs. Implementations are safe for several threads. */
@FunctionalInterface
public interface Room {
  /** There is always room. */
  Room UNBOUNDED = submission -> true;

  /**
   * Whether another page of a submission may become jobs now.
   *
   * @throws AlbumenException {@code KAFKA_UNAVAILABLE}
   */
  boolean forMore(Submission submission) throws AlbumenException;
}
