package org.albumen.worker.job;

import java.nio.file.Path;
import org.albumen.common.store.Boundary;

/**
 * What bounds a job.
 *
 * @param worker the worker's name, as events and sidecars give it
 * @param scratch below which each job has its folder
 * @param maxDeliveries the share group's limit, 2 or more; the last delivery only buries the job
 * @param maxJobBytes a message of more is no job
 * @param boundary which sources may be read and where results may be written
 */
public record JobSettings(
    String worker, Path scratch, int maxDeliveries, int maxJobBytes, Boundary boundary) {}
