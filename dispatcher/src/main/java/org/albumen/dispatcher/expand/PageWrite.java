package org.albumen.dispatcher.expand;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.albumen.common.failure.AlbumenException;
import org.albumen.dispatcher.transact.Consumed;
import org.albumen.dispatcher.transact.Transactions;
import org.albumen.dispatcher.transact.Transactions.Records;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A page's transaction: begun as soon as its records can be made, ended when it was decided whether
 * it counts. Safe for use by several threads.
 */
final class PageWrite implements Runnable {
  private final Transactions transactions;
  private final Reading reading;
  private final CompletableFuture<Optional<Consumed>> decision = new CompletableFuture<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  PageWrite(Transactions transactions, Reading reading) {
    this.transactions = transactions;
    this.reading = reading;
  }

  /**
   * What is written.
   *
   * @param jobs may be sent before it is decided whether the page counts
   * @param facts and the continuation: sent afterwards, since an open transaction hides what others
   *     write behind its records; the continuation that leads to the decision would never be seen
   */
  record Content(Records jobs, Records facts) {}

  /** Waits for what is read, and tells what follows from it. */
  @FunctionalInterface
  interface Reading {
    Content content() throws AlbumenException;
  }

  @Override
  public void run() {
    try {
      Content content = reading.content();
      if (!isGivenUp()) {
        transactions.run(to -> send(content, to), decision::join);
      }
      end.complete(null);
    } catch (AlbumenException | CancellationException e) {
      end.complete(null); // nobody can have confirmed what was not read
    } catch (RuntimeException e) {
      end.completeExceptionally(e);
    }
  }

  /** It counts, if what was consumed before it is written. */
  void commit(Consumed consumed, CompletableFuture<Void> before) {
    CompletableFuture<Void> unused =
        before.whenComplete(
            (nothing, failure) -> {
              if (failure == null) {
                decision.complete(Optional.of(consumed));
              } else {
                giveUp();
              }
            });
  }

  /** It does not count; as little as possible is still done for it. */
  void giveUp() {
    decision.complete(Optional.empty());
  }

  /** Committed or given up; else why not. */
  CompletableFuture<Void> end() {
    return end;
  }

  private boolean isGivenUp() {
    return decision.isDone() && decision.join().isEmpty();
  }

  private void send(Content content, Consumer<ProducerRecord<byte[], byte[]>> to) {
    content.jobs.sendTo(
        one -> {
          if (isGivenUp()) {
            throw new CancellationException();
          }
          to.accept(one);
        });
    if (decision.join().isPresent()) {
      content.facts.sendTo(to);
    }
  }
}
