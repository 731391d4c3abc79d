package org.albumen.dispatcher.api.problem;

import java.io.Serial;
import java.util.Map;
import org.albumen.common.failure.FailureCode;

/** A failure of HTTP's own, with a status that its code does not tell. */
public final class Refusal extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final FailureCode code;
  private final int status;
  private final transient Map<String, String> headers;

  /**
   * @param headers that the answer has
   */
  public Refusal(FailureCode code, int status, String detail, Map<String, String> headers) {
    super(detail, null, false, false);
    this.code = code;
    this.status = status;
    this.headers = Map.copyOf(headers);
  }

  public FailureCode code() {
    return code;
  }

  public int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }
}
