package org.albumen.common.batch;

import static java.util.Objects.requireNonNull;

/** The first page of a submission became jobs; another submission of that id changes nothing. */
public record BatchStarted(String batchId) implements BatchEvent {
  public BatchStarted {
    requireNonNull(batchId, "batchId");
  }

  @Override
  public String happened() {
    return "started";
  }
}
