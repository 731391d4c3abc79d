package org.albumen.bench.chaos;

import java.util.List;
import org.albumen.common.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the topics and in the store after a run.
 *
 * @param orders every message that asked for a job
 * @param told every event by which a job ended, also those announced again
 * @param letters every dead letter
 * @param objects every object of a result
 * @param strays names in the store that are none of a result
 */
record Ledger(
    List<Order> orders,
    List<Told> told,
    List<Letter> letters,
    List<StoredObject> objects,
    List<String> strays) {
  Ledger {
    orders = List.copyOf(orders);
    told = List.copyOf(told);
    letters = List.copyOf(letters);
    objects = List.copyOf(objects);
    strays = List.copyOf(strays);
  }

  /**
   * A message that asked for a job.
   *
   * @param key the photograph's
   * @param stem what the keys of its result begin with
   */
  record Order(String job, String key, String stem) {}

  /**
   * A job ended.
   *
   * @param id the event's
   * @param key the photograph's
   * @param failure null of a success
   * @param sha256 of the result; null of a failure
   * @param at when the broker had it, in milliseconds since 1970
   */
  record Told(
      String id,
      String job,
      String key,
      String worker,
      @Nullable FailureCode failure,
      String message,
      @Nullable String sha256,
      long at) {
    boolean succeeded() {
      return failure == null;
    }
  }

  /** A dead letter. */
  record Letter(String job, String code) {}

  /**
   * An object of a result.
   *
   * @param stem what its key begins with
   * @param fingerprint the 16 digits in its key
   * @param sha256 of its bytes
   * @param said what the sidecar says of the others; null unless this is one
   */
  record StoredObject(
      String stem, String fingerprint, Kind kind, String sha256, @Nullable Said said) {}

  /** What a sidecar says: the SHA-256 of the result and of its mask. */
  record Said(String image, @Nullable String mask) {}

  /** What an object is. */
  enum Kind {
    IMAGE("png"),
    MASK("mask.png"),
    PREMIS("premis.xml"),
    SIDECAR("json");

    private final String suffix;

    Kind(String suffix) {
      this.suffix = suffix;
    }

    /** How its key ends. */
    String suffix() {
      return suffix;
    }
  }
}
