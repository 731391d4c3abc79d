package org.albumen.models.face.warp;

import java.nio.ShortBuffer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * An affine warp with the fixed-point coordinates of OpenCV's {@code warpAffine} (32 steps per
 * pixel), of which any part can be had by itself and from a part of the source: the numbers are
 * those of the whole. Immutable.
 */
public final class Warp {
  /** Bits below the pixel in which the two summands of a coordinate are rounded. */
  private static final int SUMMAND_BITS = 10;

  /** Bits below the pixel for which there are weights. */
  private static final int WEIGHT_BITS = 5;

  private static final int WEIGHTS = 1 << WEIGHT_BITS;
  private static final int HALF_STEP = 1 << (SUMMAND_BITS - WEIGHT_BITS - 1);

  private final Affine back;

  static {
    OpenCv.load();
  }

  private Warp(Affine back) {
    this.back = back;
  }

  /** A warp of source into result. */
  public static Warp by(Affine sourceToResult) {
    return new Warp(sourceToResult.inverse());
  }

  /** The source's pixels on which these pixels of the result depend; the source may have fewer. */
  public Area reads(Area part) {
    return back.bounds(part);
  }

  /**
   * A part of the result.
   *
   * @param source pixels of any kind, fewer than 32767 in a row or column
   * @param left column of its first pixel in the whole source
   * @param top row of its first pixel in the whole source
   * @param border what stands beyond the source
   * @return of the part's size and the source's kind; the caller's
   */
  public Mat warp(Mat source, int left, int top, Area part, Scalar border) {
    try (Mat places = new Mat(part.height(), part.width(), opencv_core.CV_16SC2);
        Mat weights = new Mat(part.height(), part.width(), opencv_core.CV_16UC1)) {
      fill(places.createBuffer(), weights.createBuffer(), source, left, top, part);
      Mat result = new Mat();
      opencv_imgproc.remap(
          source,
          result,
          places,
          weights,
          opencv_imgproc.INTER_LINEAR,
          opencv_core.BORDER_CONSTANT,
          border);
      return result;
    }
  }

  private void fill(
      ShortBuffer places, ShortBuffer weights, Mat source, int left, int top, Area part) {
    for (int y = part.y(); y < part.bottom(); y++) {
      long rowX = fixed(back.b() * y + back.c()) + HALF_STEP;
      long rowY = fixed(back.e() * y + back.f()) + HALF_STEP;
      for (int x = part.x(); x < part.right(); x++) {
        long sourceX = (rowX + fixed(back.a() * x)) >> WEIGHT_BITS;
        long sourceY = (rowY + fixed(back.d() * x)) >> WEIGHT_BITS;
        places.put(beyond((sourceX >> WEIGHT_BITS) - left, source.cols()));
        places.put(beyond((sourceY >> WEIGHT_BITS) - top, source.rows()));
        weights.put((short) ((sourceY & (WEIGHTS - 1)) * WEIGHTS + (sourceX & (WEIGHTS - 1))));
      }
    }
  }

  /** Places far away are as good as the nearest that sees nothing of the source. */
  private static short beyond(long place, int size) {
    return (short) Math.max(-2, Math.min(size, place));
  }

  /** To the nearest, the even one of two. */
  private static long fixed(double value) {
    return (long) Math.rint(value * (1 << SUMMAND_BITS));
  }
}
