package org.albumen.dispatcher.view;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a batch stands as a whole. */
public enum BatchState {
  /** Submitted; nothing has become a job yet. */
  @JsonProperty("queued")
  QUEUED,
  /** Pages are being turned into jobs, which may run already. */
  @JsonProperty("expanding")
  EXPANDING,
  /** Everything has become jobs, and some are pending. */
  @JsonProperty("running")
  RUNNING,
  /** To be cancelled; some jobs have not yet been passed over. */
  @JsonProperty("cancelling")
  CANCELLING,
  /** Every job has ended. */
  @JsonProperty("completed")
  COMPLETED,
  /** Cancelled, and every job has ended. */
  @JsonProperty("cancelled")
  CANCELLED,
  /** The submission was refused when it was expanded, and every job that was made has ended. */
  @JsonProperty("rejected")
  REJECTED;

  /** Whether nothing more will happen by itself. */
  public boolean ended() {
    return this == COMPLETED || this == CANCELLED || this == REJECTED;
  }
}
