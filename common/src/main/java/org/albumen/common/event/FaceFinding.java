package org.albumen.common.event;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A face, in pixels of the source after its orientation was applied.
 *
 * @param score 0 to 1
 * @param landmarks left eye, right eye, nose, left and right corner of the mouth, as the viewer
 *     sees them
 * @param outcome what was done to it: {@code detected} for recipes that restore no faces
 */
public record FaceFinding(
    double x,
    double y,
    double width,
    double height,
    double score,
    List<Landmark> landmarks,
    String outcome) {
  public FaceFinding {
    requireNonNull(landmarks, "landmarks");
    requireNonNull(outcome, "outcome");
    landmarks = List.copyOf(landmarks);
  }

  /** A point in pixels of the source. */
  public record Landmark(double x, double y) {}
}
