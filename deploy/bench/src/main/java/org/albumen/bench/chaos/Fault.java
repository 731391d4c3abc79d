package org.albumen.bench.chaos;

/** What may happen to a request on its way to the store and back. */
enum Fault {
  /** Nothing. */
  NONE,
  /** 503 SlowDown; the store never hears of the request. */
  REFUSED,
  /** The store does what it was asked for; its answer is lost, 503 SlowDown comes instead. */
  ANSWER_LOST,
  /** The connection is reset; the store never hears of the request. */
  RESET,
  /** The store does what it was asked for; the connection is reset in the midst of its answer. */
  CUT
}
