package org.albumen.dispatcher.deadletter;

import java.util.Optional;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.deadletter.DeadLetter;
import org.albumen.common.deadletter.LetterId;
import org.albumen.common.deadletter.Resolution;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.topic.Topics;
import org.albumen.dispatcher.read.TopicReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The dead letters. They are read as they stand, one in memory at a time, with what had been
 * decided about them when the box was opened. Not safe for use by several threads.
 */
public final class LetterBox implements AutoCloseable {
  private final TopicReader letters;
  private final Audit audit;

  private LetterBox(TopicReader letters, Audit audit) {
    this.letters = letters;
    this.audit = audit;
  }

  /**
   * Opens the box.
   *
   * @throws AlbumenException as {@link TopicReader#open}
   */
  public static LetterBox open(AlbumenConfig.Kafka settings) throws AlbumenException {
    Audit audit = Audit.read(settings);
    return new LetterBox(TopicReader.open(settings, Topics.DEAD_LETTERS), audit);
  }

  /** Looks at letters. */
  public interface Visitor {
    /**
     * Takes a letter.
     *
     * @return whether to go on
     */
    boolean visit(Letter letter) throws AlbumenException;
  }

  /**
   * Gives the letters that a filter lets through, up to those that are there at this moment.
   *
   * @throws AlbumenException {@code BAD_ARGUMENT} before anything is given when a letter does not
   *     exist that the filter names; {@code KAFKA_UNAVAILABLE}; and what the visitor throws
   */
  public void read(LetterFilter filter, Visitor visitor) throws AlbumenException {
    if (filter.ids().isEmpty()) {
      letters.readToEnd(message -> given(message, filter, visitor));
      return;
    }
    for (LetterId id : filter.ids()) {
      require(id);
    }
    for (LetterId id : filter.ids()) {
      Optional<ConsumerRecord<byte[], byte[]>> message = letters.at(id.partition(), id.offset());
      if (message.isPresent() && !given(message.get(), filter, visitor)) {
        return;
      }
    }
  }

  /** Remembers a decision that was taken since the box was opened. */
  void decided(Resolution resolution) {
    audit.add(resolution);
  }

  @Override
  public void close() {
    letters.close();
  }

  private boolean given(
      ConsumerRecord<byte[], byte[]> message, LetterFilter filter, Visitor visitor)
      throws AlbumenException {
    DeadLetter about = DeadLetter.of(message);
    return !filter.test(about)
        || visitor.visit(new Letter(message, about, audit.of(about.origin())));
  }

  private void require(LetterId id) throws AlbumenException {
    if (!letters.has(id.partition(), id.offset())) {
      throw new AlbumenException(
          FailureCode.BAD_ARGUMENT,
          "there is no letter " + id + "; albumen dead-letters list shows those that are there");
    }
  }
}
