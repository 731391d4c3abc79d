package org.albumen.dispatcher.expand;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.albumen.common.config.KafkaClients;
import org.albumen.dispatcher.expand.PageWrite.Content;
import org.albumen.dispatcher.expand.PageWrite.Reading;
import org.albumen.dispatcher.select.Page;
import org.albumen.dispatcher.transact.Consumed;
import org.albumen.dispatcher.transact.Transactions;
import org.apache.kafka.common.KafkaException;

/**
 * Writes pages by several producers in turn, so that a page's records are sent while those of the
 * pages before are committed. Pages are committed one after another, in the order in which they
 * were consumed: when one fails, so does the one behind it. The pages that are likely to come next
 * can be begun before they were consumed. When a method throws {@link KafkaException}, the writers
 * are of no use any more. Not safe for use by several threads.
 */
final class PageWriters implements AutoCloseable {
  /** One page is committed while those ahead of it are sent. */
  private static final int HANDS = OpenReaders.AHEAD + 1;

  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration CLOSE = Duration.ofSeconds(10);

  private final Deque<Hand> hands = new ArrayDeque<>();
  private final Deque<Ahead> ahead = new ArrayDeque<>();
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  private PageWriters() {}

  /**
   * Begins after ending whatever a predecessor of the same name had begun.
   *
   * @param name which no other expander has
   */
  static PageWriters open(KafkaClients clients, String name) {
    PageWriters writers = new PageWriters();
    try {
      for (int hand = 0; hand < HANDS; hand++) {
        String id = name + "-" + hand;
        writers.hands.add(new Hand(id, Transactions.open(clients, id, LONGEST)));
      }
      return writers;
    } catch (KafkaException e) {
      writers.close();
      throw e;
    }
  }

  /** What was begun before it was consumed. */
  private record Ahead(NextPage page, PageWrite write) {}

  /** Writes what follows from what was consumed; what was begun ahead is given up. */
  void write(Consumed consumed, Content content) {
    giveUpAhead();
    commit(begin(() -> content), consumed);
  }

  /**
   * Begins a page that is likely to be consumed behind those that were begun, unless it was begun.
   * At most {@link OpenReaders#AHEAD} can be begun and not confirmed.
   */
  void begin(NextPage page, Reading reading) {
    if (ahead.stream().noneMatch(one -> one.page.equals(page))) {
      ahead.add(new Ahead(page, begin(reading)));
    }
  }

  /**
   * Writes what was begun ahead, now that it was consumed. If that is another page, all that was
   * begun is given up.
   *
   * @return whether it was begun
   */
  boolean confirm(Page page, Consumed consumed) {
    Ahead first = ahead.peek();
    if (first == null || !first.page.is(page)) {
      giveUpAhead();
      return false;
    }
    commit(first.write, consumed);
    ahead.remove();
    return true;
  }

  /** Throws what a write has failed with. */
  void check() {
    hands.forEach(Hand::check);
  }

  /**
   * Nothing was there to be consumed. If all that was consumed is written, what was begun ahead
   * does not come next; nobody could read past it until the broker ends it.
   */
  void idle() {
    if (last.isDone()) {
      giveUpAhead();
    }
  }

  /** Returns when what was consumed is written, or has failed; the next {@link #check} tells. */
  void finish() {
    giveUpAhead();
    hands.forEach(hand -> hand.last.exceptionally(failure -> null).join());
  }

  @Override
  public void close() {
    giveUpAhead();
    hands.forEach(Hand::close);
  }

  /** What was begun and not consumed is not written. */
  void giveUpAhead() {
    ahead.forEach(one -> one.write.giveUp());
    ahead.clear();
  }

  private PageWrite begin(Reading reading) {
    Hand hand = hands.remove();
    hands.add(hand);
    return hand.begin(reading);
  }

  private void commit(PageWrite write, Consumed consumed) {
    write.commit(consumed, last);
    last = write.end();
  }

  /** A producer with its thread, which writes one page at a time. */
  private static final class Hand implements AutoCloseable {
    private final Transactions transactions;
    private final ExecutorService thread;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    Hand(String name, Transactions transactions) {
      this.transactions = transactions;
      this.thread = Executors.newSingleThreadExecutor(Daemons.named(name));
    }

    /** Waits until the write before has ended. */
    PageWrite begin(Reading reading) {
      join(last);
      PageWrite write = new PageWrite(transactions, reading);
      last = write.end();
      thread.execute(write);
      return write;
    }

    void check() {
      if (last.isDone()) {
        join(last);
      }
    }

    @Override
    public void close() {
      thread.shutdown();
      try {
        if (!thread.awaitTermination(CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
          thread.shutdownNow();
        }
      } catch (InterruptedException e) {
        thread.shutdownNow();
        Thread.currentThread().interrupt();
      }
      transactions.close();
    }

    /** Waits for the end; a failure is thrown as it is, not wrapped. */
    private static void join(CompletableFuture<Void> end) {
      try {
        end.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        throw new IllegalStateException("a page cannot be written", e.getCause());
      }
    }
  }
}
