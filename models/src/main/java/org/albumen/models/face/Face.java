package org.albumen.models.face;

import java.util.Comparator;
import java.util.List;

/**
 * A face found in a photograph. All lengths are pixels of the photograph that was searched, counted
 * from its top left corner.
 *
 * @param x left edge, at least 0
 * @param y top edge, at least 0
 * @param width within the photograph
 * @param height within the photograph
 * @param score the detector's confidence, 0 to 1
 * @param landmarks left eye, right eye, tip of the nose, left and right corner of the mouth; left
 *     is left in the image
 */
public record Face(
    double x, double y, double width, double height, double score, List<Landmark> landmarks) {
  /** Landmarks per face. */
  public static final int LANDMARKS = 5;

  /** The surest first; equally sure ones from left to right, then from top to bottom. */
  static final Comparator<Face> ORDER =
      Comparator.comparingDouble(Face::score)
          .reversed()
          .thenComparingDouble(Face::x)
          .thenComparingDouble(Face::y);

  public Face {
    landmarks = List.copyOf(landmarks);
    if (landmarks.size() != LANDMARKS) {
      throw new IllegalArgumentException("a face has five landmarks, not " + landmarks.size());
    }
  }

  /** The same face in the photograph at another size: lengths are multiplied. */
  public Face scaled(double factorX, double factorY) {
    return new Face(
        x * factorX,
        y * factorY,
        width * factorX,
        height * factorY,
        score,
        landmarks.stream()
            .map(point -> new Landmark(point.x() * factorX, point.y() * factorY))
            .toList());
  }

  /** Area shared with the other face's box, divided by the area that both cover: 0 to 1. */
  double intersectionOverUnion(Face other) {
    double across = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
    double down = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
    if (across <= 0 || down <= 0) {
      return 0;
    }
    double shared = across * down;
    return shared / (width * height + other.width * other.height - shared);
  }
}
