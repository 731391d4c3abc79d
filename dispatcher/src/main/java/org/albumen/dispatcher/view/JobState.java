package org.albumen.dispatcher.view;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a job stands. */
public enum JobState {
  @JsonProperty("pending")
  PENDING,
  @JsonProperty("succeeded")
  SUCCEEDED,
  @JsonProperty("failed")
  FAILED,
  @JsonProperty("cancelled")
  CANCELLED
}
