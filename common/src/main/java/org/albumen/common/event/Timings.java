package org.albumen.common.event;

/**
 * Milliseconds that the stages of one job took, on the worker's clock; 0 of a stage that it has
 * not.
 *
 * @param restoreMs in the networks: restoring a photograph, or drawing an image
 */
public record Timings(long fetchMs, long decodeMs, long restoreMs, long encodeMs, long storeMs) {

  /** Of a result that was found, not made. */
  public static final Timings NONE = new Timings(0, 0, 0, 0, 0);
}
