package org.albumen.dispatcher.tally;

/** What is counted of jobs, each with its place among stored counts, which never changes. */
enum Quantity {
  /** Jobs of which anything is known. */
  KNOWN(0),
  /** Those whose acceptance is. */
  ACCEPTED(1),
  SUCCEEDED(2),
  REUSED(3),
  FAILED(4),
  CANCELLED(5),
  NEEDS_REVIEW(6),
  NO_FACES(7),
  FACES(8),
  /** Of sources, as far as known. */
  BYTES(9),
  /** Of results that were made. */
  PIXELS(10),
  /** In the networks, for results that were made. */
  GPU_MILLIS(11),
  /** How often jobs that had ended became pending again. */
  REOPENED(12),
  /** Further acceptances of jobs: of objects that a manifest names more than once. */
  REPEATED(13);

  private final int place;

  Quantity(int place) {
    this.place = place;
  }

  int place() {
    return place;
  }
}
