package org.albumen.models.face.restore;

import org.albumen.models.failure.RestorationProblem;

/** What became of a face. */
public sealed interface FaceOutcome {

  /** A stable word: {@code restored}, {@code too_small}, ... */
  String word();

  /** It was found, and is left as it was: faces are not to be restored. */
  record Detected() implements FaceOutcome {
    @Override
    public String word() {
      return "detected";
    }
  }

  /** The network's face takes its place. */
  record Restored() implements FaceOutcome {
    @Override
    public String word() {
      return "restored";
    }
  }

  /**
   * It is left as it was: it has too few pixels.
   *
   * @param eyes distance between the eyes in pixels of the photograph
   */
  record TooSmall(double eyes) implements FaceOutcome {
    @Override
    public String word() {
      return "too_small";
    }
  }

  /** It is left as it was: the detector was not sure enough that it is a face. */
  record LowConfidence() implements FaceOutcome {
    @Override
    public String word() {
      return "low_confidence";
    }
  }

  /** It is left as it was: others were asked for. */
  record Skipped() implements FaceOutcome {
    @Override
    public String word() {
      return "skipped";
    }
  }

  /**
   * It is left as it was: it could not be restored.
   *
   * @param problem why
   * @param message one line for people
   */
  record Failed(RestorationProblem problem, String message) implements FaceOutcome {
    @Override
    public String word() {
      return "failed";
    }
  }
}
