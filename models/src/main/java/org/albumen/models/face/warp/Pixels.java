package org.albumen.models.face.warp;

import java.nio.ByteBuffer;
import org.albumen.models.imaging.Photograph;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Photographs as OpenCV's matrices of three bytes, red, green and blue. They are copied: native
 * memory is then OpenCV's, to be closed, and never a buffer that the garbage collector may take.
 */
public final class Pixels {
  static {
    OpenCv.load();
  }

  private Pixels() {}

  /** The whole photograph. */
  public static Mat of(Photograph photograph) {
    return of(photograph, Area.of(photograph.width(), photograph.height()));
  }

  /** A rectangle of the photograph, which lies within it. */
  public static Mat of(Photograph photograph, Area area) {
    Mat pixels = new Mat(area.height(), area.width(), opencv_core.CV_8UC3);
    ByteBuffer to = pixels.createBuffer();
    ByteBuffer from = photograph.rgb();
    int rowBytes = area.width() * Photograph.CHANNELS;
    for (int row = 0; row < area.height(); row++) {
      int start = ((area.y() + row) * photograph.width() + area.x()) * Photograph.CHANNELS;
      to.put(row * rowBytes, from, start, rowBytes);
    }
    return pixels;
  }

  /** The photograph that a matrix of three bytes without gaps between its rows holds. */
  public static Photograph photograph(Mat pixels) {
    Photograph photograph = Photograph.black(pixels.cols(), pixels.rows());
    photograph.rgb().put(pixels.<ByteBuffer>createBuffer());
    return photograph;
  }

  /** The photograph in another size, bilinear as OpenCV's {@code resize}; itself in its own. */
  public static Photograph resized(Photograph photograph, int width, int height) {
    if (width == photograph.width() && height == photograph.height()) {
      return photograph;
    }
    try (Mat from = of(photograph);
        Mat to = new Mat();
        Size size = new Size(width, height)) {
      opencv_imgproc.resize(from, to, size, 0, 0, opencv_imgproc.INTER_LINEAR);
      return photograph(to);
    }
  }
}
