package org.albumen.common.failure;

/** What a failure means for the job. */
public enum FailureKind {
  /** The surroundings are at fault: the same job may succeed later, so it is tried again. */
  TRANSIENT,
  /** The input or the request is at fault: trying again cannot help. */
  PERMANENT,
  /** The job kills or exhausts workers: it must not be tried again. */
  POISON
}
