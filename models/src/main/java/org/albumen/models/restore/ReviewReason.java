package org.albumen.models.restore;

/** Why a person should look at a result. Stable names: they are written into sidecars. */
public enum ReviewReason {
  /** The result as a whole agrees less with the original than the recipe wants. */
  PHOTOGRAPH_INCONSISTENT,
  /** A face agrees less with the original than the recipe wants, however little of it is seen. */
  FACE_INCONSISTENT,
  /** A face that was to be restored could not be. */
  FACE_FAILED,
  /** Faces were found, and nothing at all was changed. */
  NOTHING_RESTORED
}
