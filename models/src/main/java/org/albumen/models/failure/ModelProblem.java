package org.albumen.models.failure;

/** Why a model could not be used. Stable names: callers map them to failure codes. */
public enum ModelProblem {
  /** The catalogue has no card of that name. */
  UNKNOWN_MODEL,
  /** No source of the weights could be reached. */
  MODEL_UNAVAILABLE,
  /** The file's digest is not the one the card names, or the file is damaged. */
  MODEL_CORRUPT,
  /** The file's tensors are not those of the network: keys missing, left over or misshapen. */
  MODEL_MISMATCH
}
