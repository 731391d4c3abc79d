package org.albumen.common.event;

import org.albumen.common.job.ObjectRef;

/** The job was taken back before it ended. */
public record JobCancelled(String jobId, String batchId, ObjectRef source) implements JobEvent {
  @Override
  public String outcome() {
    return "cancelled";
  }
}
