package org.albumen.worker.job;

import org.albumen.common.event.JobSucceeded;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.Job;

/** Runs a job to its stored result. Implementations are safe for use by several threads. */
@FunctionalInterface
public interface JobRunner {

  /**
   * Runs a job; what is returned is durable in the store.
   *
   * @param attempt the number of the delivery, for the event
   * @throws AlbumenException with any code of sources, images, models and store
   * @throws InterruptedException when the job was given up
   */
  JobSucceeded run(Job job, int attempt, Held held) throws AlbumenException, InterruptedException;
}
