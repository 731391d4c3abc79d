package org.albumen.dispatcher.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What somebody may do. None includes another. */
public enum Role {
  /** Make batches, and cancel one's own tenant's. */
  @JsonProperty("submit")
  SUBMIT,
  /** Look at everything of one's own tenant. */
  @JsonProperty("read")
  READ,
  /** Cancel, retry, review and delete; decide about dead letters. */
  @JsonProperty("operate")
  OPERATE;

  /** As it stands in files, tokens and JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
