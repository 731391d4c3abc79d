package org.albumen.common.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How urgent a job is. Each lane of a pool is a topic of its own, with workers of its own. */
public enum Lane {
  /** Taken as capacity allows. */
  @JsonProperty("bulk")
  BULK,
  /** Somebody waits for it: taken beside whatever bulk jobs are in progress. */
  @JsonProperty("interactive")
  INTERACTIVE;

  /** As it stands in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
