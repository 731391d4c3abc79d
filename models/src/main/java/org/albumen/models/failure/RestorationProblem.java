package org.albumen.models.failure;

/** Why one photograph could not be restored. Stable names: callers map them to failure codes. */
public enum RestorationProblem {
  /** The source has no bytes. */
  EMPTY_SOURCE,
  /** The bytes are no image at all (text, a document, an archive). */
  NOT_AN_IMAGE,
  /** An image, but of a format or variant that is not decoded here. */
  UNSUPPORTED_FORMAT,
  /** The image ends early or its data are damaged. */
  DAMAGED_IMAGE,
  /** More pixels, or more decoded bytes, than the limits allow. Decided from the header. */
  IMAGE_TOO_LARGE,
  /** The machine or the accelerator has not enough memory for the smallest tile. */
  OUT_OF_MEMORY,
  /** The network answered with values that are not finite, or with a constant image. */
  INVALID_OUTPUT,
  /** The engine refused or failed; the photograph is not known to be at fault. */
  ENGINE_FAILED
}
