package org.albumen.dispatcher.client;

import org.albumen.common.failure.AlbumenException;

/** Brings a request to the API and its answer back. */
interface Transport {
  /**
   * The answer, whatever its status.
   *
   * @throws LostAnswerException when the request may have arrived
   * @throws AlbumenException {@code DISPATCHER_UNAVAILABLE} when it cannot have arrived; {@code
   *     BAD_CONFIGURATION}
   */
  Answer send(Call call) throws AlbumenException, LostAnswerException;
}
