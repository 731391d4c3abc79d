package org.albumen.worker.job;

import java.nio.file.Path;
import org.albumen.common.config.AlbumenConfig;

/**
 * What bounds a job.
 *
 * @param worker the worker's name, as events and sidecars give it
 * @param scratch below which each job has its folder
 * @param maxStrikes how many failed or silent deliveries end a job, 2 or more
 * @param maxDeliveries how often the broker delivers a message at most
 */
public record JobSettings(String worker, Path scratch, int maxStrikes, int maxDeliveries) {
  /**
   * The broker's own limit, the highest that it allows: what counts against a job is counted by the
   * ledger, for a delivery to a worker that stops is no fault of the job's.
   */
  public static final int DELIVERIES = 10;

  /** What the settings say. */
  public static JobSettings of(AlbumenConfig.Worker settings, String worker) {
    return new JobSettings(worker, scratch(settings), settings.maxDeliveries(), DELIVERIES);
  }

  /** Where jobs have their folders. */
  public static Path scratch(AlbumenConfig.Worker settings) {
    return settings.scratch().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
  }
}
