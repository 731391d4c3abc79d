package org.albumen.common.attempt;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.albumen.common.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * A delivery of a job that did not end it, or, before its ending, that it begins to run alone.
 *
 * @param worker the worker that had it; empty when it left no word
 * @param ending how it ended
 * @param code why; only of {@link Ending#FAILED}
 * @param message one line; only of {@link Ending#FAILED}
 * @param at when that was written down, by the writer's clock
 */
public record Attempt(
    String worker,
    Ending ending,
    @Nullable FailureCode code,
    @Nullable String message,
    Instant at) {
  public Attempt {
    requireNonNull(worker, "worker");
    requireNonNull(ending, "ending");
    requireNonNull(at, "at");
  }

  /** A delivery that a passing or final failure ended. */
  public static Attempt failed(String worker, FailureCode code, String message, Instant at) {
    return new Attempt(worker, Ending.FAILED, code, message, at);
  }

  /** A delivery that was given back because its worker stops: no fault of the job's. */
  public static Attempt drained(String worker, Instant at) {
    return new Attempt(worker, Ending.DRAINED, null, null, at);
  }

  /** A delivery whose worker lost the job's lock and lived to tell: no fault of the job's. */
  public static Attempt abandoned(String worker, Instant at) {
    return new Attempt(worker, Ending.ABANDONED, null, null, at);
  }

  /** A delivery in which the job begins to run alone. What follows tells how that ended. */
  public static Attempt isolated(String worker, Instant at) {
    return new Attempt(worker, Ending.ISOLATED, null, null, at);
  }

  /** A delivery whose worker died or was cut off. */
  public static Attempt vanished(Instant noticed) {
    return new Attempt("", Ending.VANISHED, null, null, noticed);
  }

  /** Whether it was the job that brought it to this end. */
  @JsonIgnore
  public boolean counts() {
    return ending == Ending.FAILED || ending == Ending.VANISHED;
  }

  /** How a delivery ended. */
  public enum Ending {
    /** By a failure; counts against the job. */
    @JsonProperty("failed")
    FAILED,
    /** Its worker was told to stop; does not count. */
    @JsonProperty("drained")
    DRAINED,
    /**
     * Its worker lost the lock, by a broker's restart or a long pause, and lives; does not count.
     */
    @JsonProperty("abandoned")
    ABANDONED,
    /**
     * Not an end yet: the job begins to run alone. What ends without a word after it, it killed.
     */
    @JsonProperty("isolated")
    ISOLATED,
    /** Without a word; counts, and twice is suspicious. */
    @JsonProperty("vanished")
    VANISHED
  }
}
