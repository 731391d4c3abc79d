package org.albumen.dispatcher.track;

import io.cloudevents.CloudEvent;
import java.time.Instant;
import org.albumen.common.event.JobEvent;

/**
 * An event of a batch, as it was read.
 *
 * @param event what happened
 * @param time when, on the clock of whoever announced it
 * @param envelope the CloudEvent with all its attributes; its data are the event's JSON, which may
 *     hold more than this version of Albumen knows
 */
public record BatchEvent(JobEvent event, Instant time, CloudEvent envelope) {}
