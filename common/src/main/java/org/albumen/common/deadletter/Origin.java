package org.albumen.common.deadletter;

import static java.util.Objects.requireNonNull;

/**
 * The message that a dead letter is about. Two letters of one origin are about one message: a
 * worker that dies between burying a job and acknowledging it leaves it to be buried again.
 *
 * @param timestamp milliseconds since 1970, which tells the message from another at its place in a
 *     topic that was made anew; -1 when it has none
 */
public record Origin(String topic, int partition, long offset, long timestamp) {
  public Origin {
    requireNonNull(topic, "topic");
  }

  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
