package org.albumen.models.face.align;

import java.util.ArrayList;
import java.util.List;
import org.albumen.models.face.Face;
import org.albumen.models.face.Landmark;

/**
 * Where a face's points lie in a square crop, and how a face is laid there.
 *
 * @param size side of the crop in pixels
 * @param fit how the similarity is found
 * @param points in pixels of the crop: eyes, nose, corners of the mouth, left before right; or eyes
 *     and the middle of the mouth
 * @param beyond what stands in the crop where the photograph ends: 0xrrggbb
 */
public record Template(int size, Fit fit, List<Landmark> points, int beyond) {
  /** How the similarity that takes a face's points to the template's is found. */
  public enum Fit {
    /** Least median of squares: a point or two that lie badly do not count. */
    LEAST_MEDIAN,
    /** Least squares over all points (Umeyama 1991, equations 34 to 43). */
    LEAST_SQUARES
  }

  /** Facexlib's gray. */
  private static final int GRAY = 0x848587;

  private static final int BLACK = 0;
  private static final double FACEXLIB_SIZE = 512;
  private static final List<Landmark> FACEXLIB =
      List.of(
          new Landmark(192.98138, 239.94708),
          new Landmark(318.90277, 240.1936),
          new Landmark(256.63416, 314.01935),
          new Landmark(201.26117, 371.41043),
          new Landmark(313.08905, 371.15118));
  private static final List<Landmark> FACEXLIB_THREE =
      List.of(new Landmark(192, 240), new Landmark(319, 240), new Landmark(257, 371));

  /** The points for 96 x 112 pixels that face recognition (ArcFace, SphereFace) aligns by. */
  private static final List<Landmark> ARCFACE =
      List.of(
          new Landmark(30.29459953, 51.69630051),
          new Landmark(65.53179932, 51.50139999),
          new Landmark(48.02519989, 71.73660278),
          new Landmark(33.54930115, 92.3655014),
          new Landmark(62.72990036, 92.20410156));

  /** From 96 pixels to the square of 112. */
  private static final double ARCFACE_SQUARE = 8;

  /** GPEN's margin: a quarter of 112 on each side. */
  private static final double GPEN_MARGIN = 28;

  private static final double GPEN_SIZE = 168;

  public Template {
    points = List.copyOf(points);
    if (size < 1 || (points.size() != 3 && points.size() != Face.LANDMARKS)) {
      throw new IllegalArgumentException("a template has a size and three or five points");
    }
  }

  /** Five points as the FFHQ dataset's faces have them at 512 pixels (facexlib), scaled. */
  public static Template ffhq(int size) {
    return new Template(size, Fit.LEAST_MEDIAN, scaled(FACEXLIB, 0, 0, size / FACEXLIB_SIZE), GRAY);
  }

  /**
   * Facexlib's three points, scaled: the eyes and the middle of the mouth, for faces whose other
   * points are not to be trusted.
   */
  public static Template ffhqThreePoints(int size) {
    return new Template(
        size, Fit.LEAST_MEDIAN, scaled(FACEXLIB_THREE, 0, 0, size / FACEXLIB_SIZE), GRAY);
  }

  /** ArcFace's five points in a square with GPEN's margin, scaled, as 32-bit floats. */
  public static Template gpen(int size) {
    List<Landmark> points =
        scaled(ARCFACE, ARCFACE_SQUARE + GPEN_MARGIN, GPEN_MARGIN, size / GPEN_SIZE);
    return new Template(
        size,
        Fit.LEAST_SQUARES,
        points.stream().map(p -> new Landmark((float) p.x(), (float) p.y())).toList(),
        BLACK);
  }

  /** Where a face laid so has its five landmarks, 0 to 1 across and down the crop. */
  public List<Landmark> places() {
    List<Landmark> five = points.size() == Face.LANDMARKS ? points : ffhq(size).points();
    return five.stream().map(p -> new Landmark(p.x() / size, p.y() / size)).toList();
  }

  /** Those of the face's points that the template has. */
  List<Landmark> of(Face face) {
    List<Landmark> all = face.landmarks();
    if (points.size() == Face.LANDMARKS) {
      return all;
    }
    Landmark left = all.get(3);
    Landmark right = all.get(4);
    Landmark mouth = new Landmark((left.x() + right.x()) / 2, (left.y() + right.y()) / 2);
    return List.of(all.get(0), all.get(1), mouth);
  }

  private static List<Landmark> scaled(
      List<Landmark> points, double right, double down, double factor) {
    List<Landmark> scaled = new ArrayList<>();
    for (Landmark point : points) {
      scaled.add(new Landmark((point.x() + right) * factor, (point.y() + down) * factor));
    }
    return scaled;
  }
}
