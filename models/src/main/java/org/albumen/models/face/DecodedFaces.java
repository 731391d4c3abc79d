package org.albumen.models.face;

import java.util.ArrayList;
import java.util.List;

/**
 * The faces in the answer of {@link org.albumen.models.network.FaceDetectorNetwork}'s call {@code
 * detect}.
 */
public final class DecodedFaces {
  private static final int BOX = 4;
  private static final int POINTS = 2 * Face.LANDMARKS;

  private DecodedFaces() {}

  /**
   * Of the anchors that are surer than {@code minScore}, those that overlap no surer one by more
   * than four tenths of the area that both cover; the surest first.
   *
   * @param conf probabilities of background and face per anchor
   * @param boxes left, top, right and bottom per anchor, in pixels; they may lie beyond the image
   * @param landmarks x and y of five landmarks per anchor, in pixels
   */
  public static List<Face> of(float[] conf, float[] boxes, float[] landmarks, double minScore) {
    List<Face> candidates = new ArrayList<>();
    for (int i = 0; i < conf.length / 2; i++) {
      double score = conf[2 * i + 1];
      if (score > minScore) {
        candidates.add(face(boxes, i * BOX, landmarks, i * POINTS, score));
      }
    }
    return RetinaFace.distinct(candidates);
  }

  private static Face face(float[] boxes, int box, float[] landmarks, int point, double score) {
    List<Landmark> points = new ArrayList<>();
    for (int i = 0; i < POINTS; i += 2) {
      points.add(new Landmark(landmarks[point + i], landmarks[point + i + 1]));
    }
    return new Face(
        boxes[box],
        boxes[box + 1],
        (double) boxes[box + 2] - boxes[box],
        (double) boxes[box + 3] - boxes[box + 1],
        score,
        points);
  }
}
