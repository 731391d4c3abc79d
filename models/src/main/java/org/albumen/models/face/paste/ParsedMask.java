package org.albumen.models.face.paste;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import org.albumen.models.face.warp.Affine;
import org.albumen.models.face.warp.Area;
import org.albumen.models.face.warp.OpenCv;
import org.albumen.models.face.warp.Warp;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * What a parser takes for face, hair, glasses or ear rings, blurred. Numbers as facexlib's {@code
 * paste_faces_to_input_image} with parsing.
 */
final class ParsedMask implements PatchMask {
  /** Side of the image that the parser's classes are brought to. */
  private static final int SIDE = 512;

  private static final int BLUR = 101;
  private static final double SIGMA = 11;
  private static final int BORDER = 10;
  private static final double FULL = 255;

  private final Warp warp;
  private final int size;
  private final double[] mask;

  static {
    OpenCv.load();
  }

  /**
   * A mask in its place.
   *
   * @param toResult from the crop's pixels to the result's
   * @param size side of the crop
   */
  ParsedMask(Affine toResult, int size, FaceClasses classes) {
    this.warp = Warp.by(toResult);
    this.size = size;
    this.mask = mask(classes, size);
  }

  private static double[] mask(FaceClasses classes, int size) {
    double[] mask = new double[SIDE * SIDE];
    for (int i = 0; i < mask.length; i++) {
      int x = i % SIDE * classes.side() / SIDE;
      int y = i / SIDE * classes.side() / SIDE;
      mask[i] = classes.isFace(x, y) ? FULL : 0;
    }
    try (Mat pixels = matrix(mask, Area.of(SIDE, SIDE), SIDE);
        Size blur = new Size(BLUR, BLUR)) {
      opencv_imgproc.GaussianBlur(pixels, pixels, blur, SIGMA);
      opencv_imgproc.GaussianBlur(pixels, pixels, blur, SIGMA);
      pixels.<DoubleBuffer>createBuffer().get(mask);
    }
    for (int i = 0; i < mask.length; i++) {
      mask[i] = isBorder(i % SIDE) || isBorder(i / SIDE) ? 0 : mask[i] / FULL;
    }
    return resized(mask, size);
  }

  private static boolean isBorder(int place) {
    return place < BORDER || place >= SIDE - BORDER;
  }

  private static double[] resized(double[] mask, int size) {
    if (size == SIDE) {
      return mask;
    }
    double[] resized = new double[size * size];
    try (Mat from = matrix(mask, Area.of(SIDE, SIDE), SIDE);
        Mat to = new Mat();
        Size sides = new Size(size, size)) {
      opencv_imgproc.resize(from, to, sides, 0, 0, opencv_imgproc.INTER_LINEAR);
      to.<DoubleBuffer>createBuffer().get(resized);
    }
    return resized;
  }

  @Override
  public boolean narrow() {
    return false;
  }

  @Override
  public float[] coverage(Area part) {
    float[] all = new float[part.width() * part.height()];
    Arrays.fill(all, 1);
    return all;
  }

  @Override
  public double[] render(Area part) {
    double[] numbers = new double[part.width() * part.height()];
    Area read = warp.reads(part).within(Area.of(size, size));
    if (read.isEmpty()) {
      return numbers;
    }
    try (Scalar none = new Scalar(0);
        Mat source = matrix(mask, read, size);
        Mat warped = warp.warp(source, read.x(), read.y(), part, none)) {
      warped.<DoubleBuffer>createBuffer().get(numbers);
    }
    return numbers;
  }

  private static Mat matrix(double[] mask, Area area, int width) {
    Mat matrix = new Mat(area.height(), area.width(), opencv_core.CV_64FC1);
    DoubleBuffer numbers = matrix.createBuffer();
    for (int y = area.y(); y < area.bottom(); y++) {
      numbers.put(mask, y * width + area.x(), area.width());
    }
    return matrix;
  }
}
