package org.albumen.common.event;

/** Milliseconds that the stages of one job took, on the worker's clock. */
public record Timings(long fetchMs, long decodeMs, long restoreMs, long encodeMs, long storeMs) {

  /** Of a result that was found, not made. */
  public static final Timings NONE = new Timings(0, 0, 0, 0, 0);
}
