package org.albumen.models.restore;

import java.time.Duration;

/** The stages of one restoration, as they end. */
final class Stopwatch {
  private final long start = System.nanoTime();
  private long detected;
  private long faces;
  private long composed;
  private long checked;

  void detected() {
    detected = System.nanoTime();
  }

  void facesDone() {
    faces = System.nanoTime();
  }

  void composed() {
    composed = System.nanoTime();
  }

  void checked() {
    checked = System.nanoTime();
  }

  Restoration.Times times() {
    return new Restoration.Times(
        Duration.ofNanos(detected - start),
        Duration.ofNanos(faces - detected),
        Duration.ofNanos(composed - faces),
        Duration.ofNanos(checked - composed));
  }
}
