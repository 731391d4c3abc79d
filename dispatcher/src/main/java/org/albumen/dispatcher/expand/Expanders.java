package org.albumen.dispatcher.expand;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.store.SourceReader;
import org.albumen.dispatcher.select.SourceRule;
import org.albumen.dispatcher.serve.Perpetual;

/** The expanders of a dispatcher, a thread each. Safe for use by several threads. */
public final class Expanders implements AutoCloseable {
  private final List<Perpetual> expanders = new ArrayList<>();

  private Expanders() {}

  /**
   * What expanders need.
   *
   * @param name which no other dispatcher has
   * @param store stays open
   * @param rules what may be a source
   * @param room whether queues have room for more
   * @param cancelled whether a batch was cancelled
   * @param pageSize objects, rows or seeds of a page at most
   */
  public record Parts(
      KafkaClients clients,
      String name,
      SourceReader store,
      SourceRule.Of rules,
      Room room,
      Predicate<String> cancelled,
      int pageSize) {}

  /**
   * Starts expanders. The topics must exist.
   *
   * @param count how many submissions are expanded at once
   */
  public static Expanders start(int count, Parts parts) {
    Expanders expanders = new Expanders();
    for (int i = 0; i < count; i++) {
      String name = "albumen-expander-" + parts.name() + "-" + i;
      expanders.expanders.add(Perpetual.start(name, life -> serve(name, parts, life)));
    }
    return expanders;
  }

  /** Whether every expander's thread runs. */
  public boolean healthy() {
    return expanders.stream().allMatch(Perpetual::healthy);
  }

  /** The pages that are being written are finished. */
  @Override
  public void close() {
    expanders.forEach(Perpetual::stop);
    expanders.forEach(Perpetual::close);
  }

  private static void serve(String name, Parts parts, Perpetual life) throws AlbumenException {
    try (PageWriters writers = PageWriters.open(parts.clients(), name);
        Subscription subscription = Subscription.open(parts.clients(), name, writers::finish);
        OpenReaders readers = new OpenReaders(parts.store(), parts.rules(), parts.pageSize())) {
      Expander expander =
          new Expander(
              subscription, readers, writers, parts.room(), parts.cancelled(), Clock.systemUTC());
      while (life.goesOn()) {
        expander.step();
        life.wentWell();
      }
    }
  }
}
