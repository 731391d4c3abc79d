package org.albumen.dispatcher.api.problem;

import org.albumen.common.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/** Which HTTP status a failure has. Stateless. */
public final class Statuses {
  private static final int SOON_SECONDS = 2;
  private static final int LATER_SECONDS = 10;
  private static final int MUCH_LATER_SECONDS = 60;

  private Statuses() {}

  /** RFC 9110. */
  public static int of(FailureCode code) {
    return switch (code) {
      case BAD_ARGUMENT, MALFORMED_ROW -> 400;
      case UNAUTHENTICATED -> 401;
      case ROLE_MISSING, BUCKET_NOT_ALLOWED, KEY_NOT_ALLOWED, LICENCE_NOT_ALLOWED -> 403;
      case BATCH_NOT_FOUND, JOB_NOT_FOUND, SOURCE_NOT_FOUND -> 404;
      case BATCH_EXISTS, BATCH_ENDED, BATCH_NOT_ENDED, REPLAY_OVERTAKEN, NOT_REPLAYABLE -> 409;
      case REQUEST_TOO_LARGE -> 413;
      case UNKNOWN_RECIPE,
          UNKNOWN_MODEL,
          BUCKET_NOT_FOUND,
          ACCESS_DENIED,
          TARGET_INSIDE_SOURCE,
          NOTHING_SELECTED,
          TOO_MANY_MALFORMED_ROWS,
          SOURCE_CHANGED,
          SOURCE_EMPTY,
          SOURCE_TOO_LARGE,
          NOT_AN_IMAGE,
          UNSUPPORTED_FORMAT,
          IMAGE_DAMAGED,
          IMAGE_TOO_LARGE,
          DEADLINE_PASSED ->
          422;
      case QUOTA_EXCEEDED -> 429;
      case STORE_REFUSED -> 502;
      case TRACKER_NOT_READY, KAFKA_UNAVAILABLE, STORE_UNAVAILABLE, CLOCK_SKEWED -> 503;
      case TIMED_OUT -> 504;
      default -> 500;
    };
  }

  /** After how many seconds it is worth asking again; null: never, as far as is known. */
  public static @Nullable Integer retryAfter(FailureCode code) {
    return switch (code) {
      case TRACKER_NOT_READY -> SOON_SECONDS;
      case KAFKA_UNAVAILABLE, STORE_UNAVAILABLE, TIMED_OUT, REPLAY_OVERTAKEN -> LATER_SECONDS;
      case QUOTA_EXCEEDED, CLOCK_SKEWED -> MUCH_LATER_SECONDS;
      default -> null;
    };
  }
}
