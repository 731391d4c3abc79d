package org.albumen.dispatcher.client;

import java.io.IOException;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * Problem details (RFC 9457) as the API writes them.
 *
 * @param code the failure's code
 * @param detail what it is this time, in one line
 * @param title what it is in general
 */
record Problem(@Nullable FailureCode code, @Nullable String detail, @Nullable String title) {
  private static final String TYPE = "application/problem+json";
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int TOO_LARGE = 413;
  private static final int BAD_GATEWAY = 502;
  private static final int GATEWAY_TIMEOUT = 504;

  /** The failure that an answer tells of. */
  static AlbumenException of(Answer answer, Address address) {
    if (answer.type().equals(TYPE)) {
      try {
        Problem problem = Json.readLenient(answer.body(), Problem.class);
        if (problem.code() != null) {
          return new AlbumenException(problem.code(), problem.words());
        }
      } catch (IOException e) {
        return address.stranger("HTTP " + answer.status() + " with a problem that is none");
      }
    }
    return ofStatus(answer.status(), address);
  }

  private String words() {
    return detail != null ? detail : title != null ? title : "no more is said";
  }

  /** A proxy in between answers without a code. */
  private static AlbumenException ofStatus(int status, Address address) {
    String what = "HTTP " + status;
    return switch (status) {
      case UNAUTHORIZED ->
          new AlbumenException(FailureCode.UNAUTHENTICATED, what + "; set albumen.api.token");
      case FORBIDDEN -> new AlbumenException(FailureCode.ROLE_MISSING, what);
      case TOO_LARGE -> new AlbumenException(FailureCode.REQUEST_TOO_LARGE, what);
      default ->
          status >= BAD_GATEWAY && status <= GATEWAY_TIMEOUT
              ? address.unavailable(what)
              : address.stranger(what);
    };
  }
}
