package org.albumen.common.event;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.albumen.common.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * A face, in pixels of the source after its orientation was applied.
 *
 * @param score 0 to 1
 * @param landmarks left eye, right eye, nose, left and right corner of the mouth, as the viewer
 *     sees them
 * @param outcome what was done to it
 * @param code why it could not be restored; only of {@link FaceOutcome#FAILED}
 * @param consistency how well the restored face agrees with the one it was; null when it was not
 *     measured
 */
public record FaceFinding(
    double x,
    double y,
    double width,
    double height,
    double score,
    List<Landmark> landmarks,
    FaceOutcome outcome,
    @Nullable FailureCode code,
    @Nullable Agreement consistency) {
  public FaceFinding {
    requireNonNull(landmarks, "landmarks");
    requireNonNull(outcome, "outcome");
    landmarks = List.copyOf(landmarks);
  }

  /** A face that was found and left as it was. */
  public static FaceFinding detected(
      double x, double y, double width, double height, double score, List<Landmark> landmarks) {
    return new FaceFinding(x, y, width, height, score, landmarks, FaceOutcome.DETECTED, null, null);
  }

  /** A point in pixels of the source. */
  public record Landmark(double x, double y) {}
}
