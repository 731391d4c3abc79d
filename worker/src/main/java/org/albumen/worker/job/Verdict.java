package org.albumen.worker.job;

/** What is to become of a delivery. */
public enum Verdict {
  /** The job has ended, well or not, and that has been announced. */
  ACCEPT,
  /** The job should be tried again. */
  RELEASE
}
