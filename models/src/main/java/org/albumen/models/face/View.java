package org.albumen.models.face;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.albumen.models.imaging.Lanczos;
import org.albumen.models.imaging.PartedPhotograph;
import org.albumen.models.tile.Cuts;

/**
 * A square part of a photograph, scaled, as the detector sees it.
 *
 * @param level the whole photograph, scaled; the photograph itself at its own size
 * @param left where in {@code level} the view begins, in its pixels
 * @param top where in {@code level} the view begins, in its pixels
 * @param scaleX pixels of {@code level} per pixel of the photograph
 * @param scaleY pixels of {@code level} per pixel of the photograph
 */
record View(PartedPhotograph level, int left, int top, double scaleX, double scaleY) {
  /** Side of a view in pixels: the input size that the network was exported with. */
  static final int SIDE = 640;

  /**
   * Neighbouring views share so much that a face cut by one is whole in another or a smaller level.
   */
  private static final int OVERLAP = 160;

  /**
   * A photograph this small is also looked at doubled: the detector misses faces below 16 pixels.
   */
  private static final int DOUBLED_UP_TO = 1280;

  private static final int STEP = 4;
  private static final int EDGE = 2;

  /**
   * The scales at which to search: the whole in one view, and, where that makes faces small, finer
   * levels, each {@value #STEP} times the one before at most.
   */
  static List<Double> scales(int width, int height) {
    int side = Math.max(width, height);
    double whole = (double) SIDE / side;
    List<Double> scales = new ArrayList<>();
    for (double scale = side <= DOUBLED_UP_TO ? 2 : 1; scale > whole; scale /= STEP) {
      scales.add(scale);
    }
    scales.add(whole);
    return scales;
  }

  /**
   * The views that cover the photograph at one scale. At its own size nothing of it is read yet.
   */
  static List<View> at(double scale, PartedPhotograph photograph) throws IOException {
    PartedPhotograph level =
        scale == 1
            ? photograph
            : Lanczos.resize(
                photograph, scaled(photograph.width(), scale), scaled(photograph.height(), scale));
    double scaleX = (double) level.width() / photograph.width();
    double scaleY = (double) level.height() / photograph.height();
    List<View> views = new ArrayList<>();
    for (int top : Cuts.starts(level.height(), SIDE, OVERLAP)) {
      for (int left : Cuts.starts(level.width(), SIDE, OVERLAP)) {
        views.add(new View(level, left, top, scaleX, scaleY));
      }
    }
    return views;
  }

  private static int scaled(int side, double scale) {
    return (int) Math.max(1, Math.round(side * scale));
  }

  /** The view's samples as planes of red, green and blue, 0 to 255, black beyond the photograph. */
  FloatBuffer planes() throws IOException {
    FloatBuffer planes =
        ByteBuffer.allocateDirect(3 * SIDE * SIDE * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    int width = Math.min(SIDE, level.width() - left);
    int height = Math.min(SIDE, level.height() - top);
    ByteBuffer rgb = level.view(left, top, width, height).rgb();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          planes.put((c * SIDE + y) * SIDE + x, rgb.get() & 0xff);
        }
      }
    }
    return planes;
  }

  /**
   * Whether a box, in pixels of this view, runs into an edge beyond which the photograph goes on.
   */
  boolean cuts(double x, double y, double width, double height) {
    return (left > 0 && x < EDGE)
        || (top > 0 && y < EDGE)
        || (left + SIDE < level.width() && x + width > SIDE - EDGE)
        || (top + SIDE < level.height() && y + height > SIDE - EDGE);
  }

  /** A point of this view as a point of the photograph. */
  Landmark toPhotograph(double x, double y) {
    return new Landmark((left + x) / scaleX, (top + y) / scaleY);
  }

  /** A face of this view as a face of the photograph, its box clipped to the photograph. */
  Face face(
      double x, double y, double width, double height, double score, List<Landmark> landmarks) {
    double clippedX = Math.max(x, -left);
    double clippedY = Math.max(y, -top);
    Landmark from = toPhotograph(clippedX, clippedY);
    Landmark to =
        toPhotograph(
            Math.min(x + width, level.width() - left), Math.min(y + height, level.height() - top));
    return new Face(
        from.x(),
        from.y(),
        Math.max(0, to.x() - from.x()),
        Math.max(0, to.y() - from.y()),
        score,
        landmarks);
  }
}
