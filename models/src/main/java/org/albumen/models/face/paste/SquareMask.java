package org.albumen.models.face.paste;

import java.nio.FloatBuffer;
import java.util.stream.IntStream;
import org.albumen.models.face.warp.Affine;
import org.albumen.models.face.warp.Area;
import org.albumen.models.face.warp.Warp;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The crop's square, feathered: eroded twice and blurred, by a twentieth of its side in the result.
 * Numbers as facexlib's {@code paste_faces_to_input_image} without parsing.
 */
final class SquareMask implements PatchMask {
  private static final int SIDE_PER_EDGE = 20;

  /** Rows at a time when the square's area is summed up. */
  private static final int BAND = 256;

  /** OpenCV takes this side for a kernel of none. */
  private static final int LEAST_KERNEL = 3;

  private final Warp warp;
  private final int size;
  private final int rim;
  private final Area frame;
  private final int edge;

  /**
   * A square in its place.
   *
   * @param toResult from the crop's pixels to the result's
   * @param size side of the crop
   * @param scale pixels of the result per pixel of the photograph
   * @param frame all of the result
   */
  SquareMask(Affine toResult, int size, int scale, Area frame) {
    this.warp = Warp.by(toResult);
    this.size = size;
    this.rim = 2 * scale;
    this.frame = frame;
    Area bounds = toResult.bounds(Area.of(size, size)).within(frame);
    this.edge = (int) Math.sqrt(area(bounds)) / SIDE_PER_EDGE;
  }

  @Override
  public boolean narrow() {
    return true;
  }

  @Override
  public float[] coverage(Area part) {
    Area seen = part.grown(rim).within(frame);
    try (Mat mask = withoutRim(seen)) {
      return numbers(mask, part, seen);
    }
  }

  @Override
  public double[] render(Area part) {
    Area seen = part.grown(rim + 2 * edge + LEAST_KERNEL).within(frame);
    try (Mat mask = withoutRim(seen);
        Size blur = new Size(2 * edge + 1, 2 * edge + 1)) {
      erode(mask, edge == 0 ? LEAST_KERNEL : 2 * edge);
      opencv_imgproc.GaussianBlur(mask, mask, blur, 0);
      float[] shares = numbers(mask, part, seen);
      return IntStream.range(0, shares.length).mapToDouble(i -> shares[i]).toArray();
    }
  }

  private double area(Area bounds) {
    double sum = 0;
    for (int y = bounds.y(); y < bounds.bottom(); y += BAND) {
      Area band = new Area(bounds.x(), y, bounds.width(), BAND).within(bounds);
      for (float share : coverage(band)) {
        sum += share;
      }
    }
    return sum;
  }

  /** The square where it is wholly the crop's; right but for {@code rim} pixels at inner edges. */
  private Mat withoutRim(Area seen) {
    try (Scalar one = new Scalar(1);
        Scalar none = new Scalar(0);
        Mat square = new Mat(size, size, opencv_core.CV_32FC1, one)) {
      Mat mask = warp.warp(square, 0, 0, seen, none);
      erode(mask, rim);
      return mask;
    }
  }

  private static void erode(Mat mask, int side) {
    try (Scalar one = new Scalar(1);
        Mat kernel = new Mat(side, side, opencv_core.CV_8UC1, one)) {
      opencv_imgproc.erode(mask, mask, kernel);
    }
  }

  private static float[] numbers(Mat mask, Area part, Area seen) {
    float[] numbers = new float[part.width() * part.height()];
    try (Rect place =
            new Rect(part.x() - seen.x(), part.y() - seen.y(), part.width(), part.height());
        Mat view = new Mat(mask, place);
        Mat inner = view.clone()) {
      inner.<FloatBuffer>createBuffer().get(numbers);
    }
    return numbers;
  }
}
