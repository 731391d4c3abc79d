package org.albumen.models.restore;

/** What became of a photograph. */
public enum Outcome {
  /** All that the recipe asks for was done. */
  RESTORED("restored"),
  /** No face was found; all else that the recipe asks for was done. */
  NO_FACES("no_faces"),
  /** There is a result, and a person should look at it: {@link ReviewReason} says why. */
  NEEDS_REVIEW("needs_review");

  private final String word;

  Outcome(String word) {
    this.word = word;
  }

  /** The stable word for files and events. */
  public String word() {
    return word;
  }
}
