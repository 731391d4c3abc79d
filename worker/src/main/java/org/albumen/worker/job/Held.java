package org.albumen.worker.job;

/**
 * Whether a job is still this worker's to judge. It is said first that it is not, and the job's
 * thread is interrupted after that, never before. Safe for use by several threads.
 */
@FunctionalInterface
public interface Held {

  boolean still();

  /** What an interrupt makes fail has not failed: it is no verdict on the job. */
  default void require() throws InterruptedException {
    if (!still()) {
      throw new InterruptedException("the job was given up");
    }
  }
}
