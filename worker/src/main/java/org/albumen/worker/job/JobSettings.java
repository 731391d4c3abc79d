package org.albumen.worker.job;

import java.nio.file.Path;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.config.S3Clients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.store.Boundary;

/**
 * What bounds a job.
 *
 * @param worker the worker's name, as events and sidecars give it
 * @param scratch below which each job has its folder
 * @param maxStrikes how many failed or silent deliveries end a job, 2 or more
 * @param maxDeliveries how often the broker delivers a message at most
 * @param maxJobBytes a message of more is no job
 * @param boundary which sources may be read and where results may be written
 */
public record JobSettings(
    String worker,
    Path scratch,
    int maxStrikes,
    int maxDeliveries,
    int maxJobBytes,
    Boundary boundary) {
  /**
   * The broker's own limit, the highest that it allows: what counts against a job is counted by the
   * ledger, for a delivery to a worker that stops is no fault of the job's.
   */
  public static final int DELIVERIES = 10;

  /**
   * What the settings say.
   *
   * @throws AlbumenException {@code BAD_CONFIGURATION} when the boundary is none
   */
  public static JobSettings of(AlbumenConfig config, String worker) throws AlbumenException {
    return new JobSettings(
        worker,
        scratch(config.worker()),
        config.worker().maxDeliveries(),
        DELIVERIES,
        config.worker().maxJobBytes(),
        S3Clients.boundary(config.s3()));
  }

  /** Where jobs have their folders. */
  public static Path scratch(AlbumenConfig.Worker settings) {
    return settings.scratch().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
  }
}
