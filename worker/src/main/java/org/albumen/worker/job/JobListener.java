package org.albumen.worker.job;

import org.albumen.common.job.Job;

/** Watches jobs while they run, inside this process; for displays. Called by any thread. */
public interface JobListener {
  /** Watches nothing. */
  JobListener NONE = (job, part) -> {};

  /**
   * A job has come so far.
   *
   * @param part 0 when it begins, 1 when its result is stored
   */
  void progress(Job job, double part);
}
