package org.albumen.common.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a job runs for the last time after workers have died with it in progress. */
public enum Isolation {
  /** In the worker's own process, while no other job runs there. */
  @JsonProperty("alone")
  ALONE,
  /** In a process of its own, so that the worker outlives it. */
  @JsonProperty("process")
  PROCESS
}
