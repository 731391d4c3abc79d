package org.albumen.models.face;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The anchors of one stride of RetinaFace with the MobileNet-0.25 backbone, and what the network
 * says about each (Deng et al., "RetinaFace: Single-stage Dense Face Localisation in the Wild",
 * 2019; the anchor sizes are those of InsightFace's published mnet.25). Two square anchors stand at
 * each cell.
 *
 * @param stride pixels per cell: 8, 16 or 32
 * @param larger side of the first anchor, in pixels
 * @param smaller side of the second anchor, in pixels
 */
record Anchors(int stride, int larger, int smaller) {
  /** All of the network's, in the order of its outputs. */
  static final List<Anchors> ALL =
      List.of(new Anchors(32, 512, 256), new Anchors(16, 128, 64), new Anchors(8, 32, 16));

  /** Outputs per stride: scores, boxes, landmarks. */
  static final int OUTPUTS = 3;

  /** Middle of the first cell: the anchors are centred on a 16-pixel base whatever the stride. */
  private static final double ORIGIN = 8;

  /**
   * Landmarks are stored in fifths of the anchor's side: with this factor, and no other, the
   * anchors that see one face agree on its landmarks. See RATIONALE.md.
   */
  private static final double LANDMARK_SCALE = 0.2;

  private static final int BOX_VALUES = 4;
  private static final int LANDMARK_VALUES = 2 * Face.LANDMARKS;

  /**
   * Decodes one view.
   *
   * @param scores (2 x 2) x cells: for each anchor "no face", then for each anchor "face"
   * @param boxes (2 x 4) x cells: shift of the middle and logarithm of the size, in anchor sides
   * @param points (2 x 10) x cells: x and y from the anchor's middle
   * @param found told each face that is sure enough and whole
   */
  void decode(
      float[] scores,
      float[] boxes,
      float[] points,
      View view,
      double minScore,
      Consumer<Face> found) {
    int cells = cells();
    for (int anchor = 0; anchor < 2; anchor++) {
      for (int cell = 0; cell < cells; cell++) {
        double score = scores[(2 + anchor) * cells + cell];
        if (score >= minScore) {
          face(anchor, cell, boxes, points, view, score).ifPresent(found);
        }
      }
    }
  }

  private Optional<Face> face(
      int anchor, int cell, float[] boxes, float[] points, View view, double score) {
    int cells = cells();
    double size = anchor == 0 ? larger : smaller;
    int column = cell % side();
    int row = cell / side();
    double x = ORIGIN + (double) stride * column;
    double y = ORIGIN + (double) stride * row;
    int box = anchor * BOX_VALUES * cells + cell;
    double width = size * Math.exp(boxes[box + 2 * cells]);
    double height = size * Math.exp(boxes[box + 3 * cells]);
    double left = x + size * boxes[box] - width / 2;
    double top = y + size * boxes[box + cells] - height / 2;
    if (view.cuts(left, top, width, height)) {
      return Optional.empty();
    }
    List<Landmark> landmarks = new ArrayList<>(Face.LANDMARKS);
    for (int i = 0; i < Face.LANDMARKS; i++) {
      int at = (anchor * LANDMARK_VALUES + 2 * i) * cells + cell;
      double fromMiddle = LANDMARK_SCALE * size;
      landmarks.add(
          view.toPhotograph(x + fromMiddle * points[at], y + fromMiddle * points[at + cells]));
    }
    return Optional.of(view.face(left, top, width, height, score, landmarks));
  }

  private int side() {
    return View.SIDE / stride;
  }

  private int cells() {
    return side() * side();
  }
}
