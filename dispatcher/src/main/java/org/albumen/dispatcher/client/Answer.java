package org.albumen.dispatcher.client;

import java.time.Duration;
import java.util.Optional;

/**
 * What the API answered.
 *
 * @param status of HTTP
 * @param type the media type, without its parameters, in lower case; empty when not told
 * @param retryAfter how long to wait before asking again, when that is said
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(int status, String type, Optional<Duration> retryAfter, byte[] body) {
  private static final int OK = 200;
  private static final int NO_MORE_OK = 300;
  private static final int UNAVAILABLE = 503;

  boolean isFine() {
    return status >= OK && status < NO_MORE_OK;
  }

  /** Whether the same request may be answered soon. */
  boolean asksForPatience() {
    return status == UNAVAILABLE && retryAfter.isPresent();
  }
}
