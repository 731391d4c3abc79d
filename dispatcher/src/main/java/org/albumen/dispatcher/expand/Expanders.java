package org.albumen.dispatcher.expand;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.albumen.common.config.KafkaClients;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.store.SourceReader;
import org.albumen.dispatcher.select.SourceRule;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The expanders of a dispatcher, a thread each. Safe for use by several threads. */
public final class Expanders implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Expanders.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration CLOSE = Duration.ofSeconds(15);

  private final CountDownLatch stop = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private final Parts parts;

  private Expanders(Parts parts) {
    this.parts = parts;
  }

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
    Expanders expanders = new Expanders(parts);
    for (int i = 0; i < count; i++) {
      String name = "albumen-expander-" + parts.name() + "-" + i;
      Thread thread = new Thread(() -> expanders.run(name), name);
      thread.setDaemon(true);
      expanders.threads.add(thread);
      thread.start();
    }
    return expanders;
  }

  /** Whether every expander's thread runs. */
  public boolean healthy() {
    return threads.stream().allMatch(Thread::isAlive);
  }

  @Override
  public void close() {
    stop.countDown();
    try {
      for (Thread thread : threads) {
        thread.join(CLOSE.toMillis()); // a page that is being written is finished
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(String name) {
    Pause pause = new Pause();
    while (goesOn()) {
      try (PageWriters writers = PageWriters.open(parts.clients(), name);
          Subscription subscription = Subscription.open(parts.clients(), name, writers::finish);
          OpenReaders readers = new OpenReaders(parts.store(), parts.rules(), parts.pageSize())) {
        serve(
            new Expander(
                subscription, readers, writers, parts.room(), parts.cancelled(), Clock.systemUTC()),
            pause);
      } catch (AlbumenException | RuntimeException e) {
        if (goesOn()) {
          failed(name, e);
          pause.take();
        }
      }
    }
  }

  private void serve(Expander expander, Pause pause) throws AlbumenException {
    while (goesOn()) {
      expander.step();
      pause.end();
    }
  }

  private boolean goesOn() {
    return stop.getCount() > 0;
  }

  private static void failed(String name, Exception e) {
    boolean expected = e instanceof AlbumenException || e instanceof KafkaException;
    LOG.atWarn()
        .addKeyValue("expander", name)
        .setCause(expected ? null : e)
        .log("begins anew: {}", e.getMessage());
  }

  /** The time between two tries, twice as long each time. */
  private final class Pause {
    private Duration next = FIRST_PAUSE;

    void end() {
      next = FIRST_PAUSE;
    }

    void take() {
      try {
        boolean unused = stop.await(next.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        // Whether to stop is what the latch says.
      }
      next =
          next.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next.multipliedBy(2);
    }
  }
}
