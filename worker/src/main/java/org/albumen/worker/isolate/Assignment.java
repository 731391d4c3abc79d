package org.albumen.worker.isolate;

import static java.util.Objects.requireNonNull;

import org.albumen.common.job.Job;

/**
 * What a worker asks of the process that runs one job.
 *
 * @param worker the worker's name, as events and sidecars give it
 */
record Assignment(Job job, int attempt, String worker) {
  Assignment {
    requireNonNull(job, "job");
    requireNonNull(worker, "worker");
  }
}
