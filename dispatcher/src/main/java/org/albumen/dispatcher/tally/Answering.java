package org.albumen.dispatcher.tally;

import org.albumen.common.failure.AlbumenException;

/** A dispatcher that can be asked. Implementations are safe for use by several threads. */
interface Answering {
  /**
   * Answers for all partitions of the question, or not at all.
   *
   * @throws AlbumenException {@code TRACKER_NOT_READY} when any of the partitions is not there
   */
  Answer ask(Question question) throws AlbumenException;
}
