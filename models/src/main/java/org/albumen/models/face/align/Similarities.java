package org.albumen.models.face.align;

import java.nio.DoubleBuffer;
import java.util.List;
import java.util.Optional;
import org.albumen.models.face.Landmark;
import org.albumen.models.face.warp.Affine;
import org.albumen.models.face.warp.OpenCv;
import org.bytedeco.opencv.global.opencv_calib3d;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Rotation, scale and shift that bring points to others. */
final class Similarities {
  // What OpenCV's estimateAffinePartial2D takes when it is told the method alone.
  private static final double REPROJECTION = 3;
  private static final long MOST_TRIALS = 2000;
  private static final double CONFIDENCE = 0.99;
  private static final long REFINEMENTS = 10;

  static {
    OpenCv.load();
  }

  private Similarities() {}

  /**
   * Least median of squares: of the similarities that two of the points give, the one whose median
   * error is least, refined over the points near it. OpenCV draws the pairs from a generator with a
   * fixed seed: the same points give the same answer. Empty when none that fits is sound.
   */
  static Optional<Affine> leastMedian(List<Landmark> from, List<Landmark> to) {
    try (Mat source = points(from);
        Mat target = points(to);
        Mat used = new Mat();
        Mat found =
            opencv_calib3d.estimateAffinePartial2D(
                source,
                target,
                used,
                opencv_calib3d.LMEDS,
                REPROJECTION,
                MOST_TRIALS,
                CONFIDENCE,
                REFINEMENTS)) {
      if (found.empty()) {
        return Optional.empty();
      }
      DoubleBuffer m = found.createBuffer();
      return sound(new Affine(m.get(0), m.get(1), m.get(2), m.get(3), m.get(4), m.get(5)));
    }
  }

  /** Least squares over all points. Empty when they are nearly one. */
  static Optional<Affine> leastSquares(List<Landmark> from, List<Landmark> to) {
    Landmark middle = middle(from);
    Landmark target = middle(to);
    double along = 0;
    double across = 0;
    double spread = 0;
    for (int i = 0; i < from.size(); i++) {
      double x = from.get(i).x() - middle.x();
      double y = from.get(i).y() - middle.y();
      double u = to.get(i).x() - target.x();
      double v = to.get(i).y() - target.y();
      along += x * u + y * v;
      across += x * v - y * u;
      spread += x * x + y * y;
    }
    double cos = along / spread;
    double sin = across / spread;
    return sound(
        new Affine(
            cos,
            -sin,
            target.x() - cos * middle.x() + sin * middle.y(),
            sin,
            cos,
            target.y() - sin * middle.x() - cos * middle.y()));
  }

  private static Optional<Affine> sound(Affine affine) {
    boolean sound = affine.isSound() && affine.inverse().isSound();
    return sound ? Optional.of(affine) : Optional.empty();
  }

  private static Landmark middle(List<Landmark> points) {
    double x = points.stream().mapToDouble(Landmark::x).sum();
    double y = points.stream().mapToDouble(Landmark::y).sum();
    return new Landmark(x / points.size(), y / points.size());
  }

  private static Mat points(List<Landmark> points) {
    Mat matrix = new Mat(points.size(), 1, opencv_core.CV_64FC2);
    DoubleBuffer numbers = matrix.createBuffer();
    for (Landmark point : points) {
      numbers.put(point.x()).put(point.y());
    }
    return matrix;
  }
}
