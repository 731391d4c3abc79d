package org.albumen.dispatcher.api.problem;

import org.albumen.common.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * A failure as RFC 9457 has it.
 *
 * @param type {@code urn:albumen:failure:} and the code
 * @param title what the code means
 * @param status of the answer
 * @param detail what is wrong this time, one line
 * @param code stable
 * @param remedy what to do
 * @param instance the request's path
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    FailureCode code,
    String remedy,
    @Nullable String instance) {
  /** Media type of problems. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** A failure's. */
  public static Problem of(
      FailureCode code, int status, @Nullable String detail, @Nullable String instance) {
    return new Problem(
        "urn:albumen:failure:" + code,
        code.meaning(),
        status,
        detail == null ? code.meaning() : detail,
        code,
        code.remedy(),
        instance);
  }
}
