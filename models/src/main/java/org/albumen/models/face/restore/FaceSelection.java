package org.albumen.models.face.restore;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.albumen.models.face.Face;
import org.albumen.models.face.Landmark;

/**
 * Which of the faces found are restored.
 *
 * @param which of those that are sure and large enough
 * @param minScore least confidence, 0 to 1
 * @param minEyes least distance between the eyes, in pixels of the photograph, above 0
 * @param maxFaces at most so many, the largest; at least 1
 */
public record FaceSelection(Which which, double minScore, double minEyes, int maxFaces) {
  /** Confidence from which a face is worth a word, be it that it is not restored. */
  private static final double MENTIONED = 0.5;

  /** Which of several faces. */
  public enum Which {
    ALL,
    /** The one whose box covers most of the photograph. */
    LARGEST,
    /** The one whose box's middle is nearest to the photograph's. */
    CENTRAL
  }

  public FaceSelection {
    if (!(minScore >= 0 && minScore <= 1)) {
      throw new IllegalArgumentException("minScore must be 0 to 1, not " + minScore);
    }
    if (!(minEyes > 0)) {
      throw new IllegalArgumentException("minEyes must be above 0, not " + minEyes);
    }
    if (maxFaces < 1) {
      throw new IllegalArgumentException("maxFaces must be at least 1, not " + maxFaces);
    }
  }

  /** The confidence with which the detector is to be asked, so that unsure faces are mentioned. */
  public double detectionScore() {
    return Math.min(MENTIONED, minScore);
  }

  /** How many faces are restored at most. */
  public int atMost() {
    return which == Which.ALL ? maxFaces : 1;
  }

  /**
   * Why each face is not restored, in their order; empty for those that are.
   *
   * @param width of the photograph
   * @param height of the photograph
   */
  public List<Optional<FaceOutcome>> judge(List<Face> faces, int width, int height) {
    List<Face> fit = faces.stream().filter(face -> unfit(face).isEmpty()).toList();
    Set<Face> chosen = new HashSet<>(chosen(fit, width, height));
    List<Optional<FaceOutcome>> judgements = new ArrayList<>();
    for (Face face : faces) {
      Optional<FaceOutcome> unfit = unfit(face);
      if (unfit.isEmpty() && !chosen.contains(face)) {
        unfit = Optional.of(new FaceOutcome.Skipped());
      }
      judgements.add(unfit);
    }
    return judgements;
  }

  private Optional<FaceOutcome> unfit(Face face) {
    if (face.score() < minScore) {
      return Optional.of(new FaceOutcome.LowConfidence());
    }
    double eyes = eyes(face);
    return eyes < minEyes ? Optional.of(new FaceOutcome.TooSmall(eyes)) : Optional.empty();
  }

  private List<Face> chosen(List<Face> fit, int width, int height) {
    Comparator<Face> largest = Comparator.comparingDouble((Face f) -> -f.width() * f.height());
    Comparator<Face> central = Comparator.comparingDouble(face -> off(face, width, height));
    return switch (which) {
      case ALL -> fit.stream().sorted(largest).limit(maxFaces).toList();
      case LARGEST -> fit.stream().sorted(largest).limit(1).toList();
      case CENTRAL -> fit.stream().sorted(central).limit(1).toList();
    };
  }

  private static double off(Face face, int width, int height) {
    double right = face.x() + face.width() / 2 - width / 2.0;
    double down = face.y() + face.height() / 2 - height / 2.0;
    return Math.hypot(right, down);
  }

  private static double eyes(Face face) {
    Landmark left = face.landmarks().get(0);
    Landmark right = face.landmarks().get(1);
    return Math.hypot(right.x() - left.x(), right.y() - left.y());
  }
}
