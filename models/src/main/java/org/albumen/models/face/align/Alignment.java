package org.albumen.models.face.align;

import java.io.IOException;
import java.util.Optional;
import org.albumen.models.face.Face;
import org.albumen.models.face.warp.Affine;
import org.albumen.models.face.warp.Area;
import org.albumen.models.face.warp.Pixels;
import org.albumen.models.face.warp.Warp;
import org.albumen.models.imaging.PartedPhotograph;
import org.albumen.models.imaging.Photograph;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * How a face is laid in its crop.
 *
 * @param toCrop from the photograph's pixels to the crop's
 * @param template where the face's points lie in the crop
 */
public record Alignment(Affine toCrop, Template template) {
  /** The crop is made in pieces of this side, so that a large face needs no large view. */
  private static final int PIECE = 128;

  /** A face laid as the template says; empty when its points fit no similarity. */
  public static Optional<Alignment> of(Face face, Template template) {
    return (switch (template.fit()) {
          case LEAST_MEDIAN -> Similarities.leastMedian(template.of(face), template.points());
          case LEAST_SQUARES -> Similarities.leastSquares(template.of(face), template.points());
        })
        .map(toCrop -> new Alignment(toCrop, template));
  }

  /** Side of the crop in pixels. */
  public int size() {
    return template.size();
  }

  /**
   * From the crop's pixels to those of a result that is {@code scale} times as large as the
   * photograph. As facexlib, with half a result's pixel of the photograph's added when it is
   * enlarged: pixels that are points move when they are divided.
   */
  public Affine toResult(int scale) {
    Affine back = toCrop.inverse().scaled(scale);
    return scale > 1 ? back.moved(0.5 * scale, 0.5 * scale) : back;
  }

  /**
   * The face as it lies in the crop. Only the photograph's pixels below it are read.
   *
   * @throws IOException when the photograph cannot be read
   */
  public Photograph crop(PartedPhotograph photograph) throws IOException {
    Warp warp = Warp.by(toCrop);
    int size = size();
    int beyond = template.beyond();
    try (Mat whole = new Mat(size, size, opencv_core.CV_8UC3);
        Scalar border = new Scalar(beyond >> 16, beyond >> 8 & 0xff, beyond & 0xff, 0)) {
      for (int y = 0; y < size; y += PIECE) {
        for (int x = 0; x < size; x += PIECE) {
          Area piece = new Area(x, y, PIECE, PIECE).within(Area.of(size, size));
          try (Rect place = new Rect(x, y, piece.width(), piece.height());
              Mat target = new Mat(whole, place)) {
            fill(target, warp, piece, photograph, border);
          }
        }
      }
      return Pixels.photograph(whole);
    }
  }

  private static void fill(
      Mat target, Warp warp, Area piece, PartedPhotograph photograph, Scalar border)
      throws IOException {
    Area read = warp.reads(piece).within(Area.of(photograph.width(), photograph.height()));
    if (read.isEmpty()) {
      target.put(border);
      return;
    }
    Photograph view = photograph.view(read.x(), read.y(), read.width(), read.height());
    try (Mat source = Pixels.of(view);
        Mat samples = warp.warp(source, read.x(), read.y(), piece, border)) {
      samples.copyTo(target);
    }
  }
}
