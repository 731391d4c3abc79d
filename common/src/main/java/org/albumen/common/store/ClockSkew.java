package org.albumen.common.store;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Whether a store refused a request because of the time at which it was signed. The SDK asks again
 * with the store's time; what is seen here was refused all the same.
 */
final class ClockSkew {
  /** S3 refuses a signature that is older, or younger, than a quarter of an hour. */
  private static final Duration ALLOWED = Duration.ofMinutes(15);

  private static final Set<String> CODES =
      Set.of("RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture");

  private ClockSkew() {}

  /** The answer to a HEAD has no body, so that only its {@code Date} tells. */
  static boolean explains(S3Exception e, Instant now) {
    AwsErrorDetails details = e.awsErrorDetails();
    if (details == null) {
      return false;
    }
    boolean refused = e.statusCode() == 401 || e.statusCode() == 403;
    boolean named = details.errorCode() != null && CODES.contains(details.errorCode());
    return named
        || (refused
            && details.sdkHttpResponse() != null
            && details
                .sdkHttpResponse()
                .firstMatchingHeader("Date")
                .map(date -> apart(date, now))
                .orElse(false));
  }

  private static boolean apart(String date, Instant now) {
    try {
      Instant there = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
      return Duration.between(there, now).abs().compareTo(ALLOWED) > 0;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
