package org.albumen.dispatcher.tally;

/** What is counted of jobs. The order is that in which counts are stored: new ones come last. */
enum Quantity {
  /** Jobs of which anything is known. */
  KNOWN,
  /** Those whose acceptance is. */
  ACCEPTED,
  SUCCEEDED,
  REUSED,
  FAILED,
  CANCELLED,
  NEEDS_REVIEW,
  NO_FACES,
  FACES,
  /** Of sources, as far as known. */
  BYTES,
  /** Of results that were made. */
  PIXELS,
  /** In the networks, for results that were made. */
  GPU_MILLIS,
  /** How often jobs that had ended became pending again. */
  REOPENED
}
