package org.albumen.dispatcher.expand;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Makes things on a second thread while the calling one sends them; few at a time are in memory.
 * Not safe for use by several threads.
 */
final class Relay<T> implements AutoCloseable {
  private static final int CHUNK = 256;
  private static final int CHUNKS = 8;

  private final ExecutorService maker =
      Executors.newSingleThreadExecutor(Daemons.named("albumen-records"));

  /**
   * Sends what is made, in its order, and returns when everything is sent. What either side throws
   * ends both.
   *
   * @param making gives what it makes to its argument; runs on the second thread
   * @param sending runs on the calling thread
   */
  void run(Consumer<Consumer<T>> making, Consumer<T> sending) {
    BlockingQueue<List<T>> chunks = new ArrayBlockingQueue<>(CHUNKS);
    Future<?> made = maker.submit(() -> make(making, chunks));
    try {
      List<T> chunk = chunks.take();
      while (!chunk.isEmpty()) {
        chunk.forEach(sending);
        chunk = chunks.take();
      }
      made.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("records cannot be made", e.getCause());
    } finally {
      made.cancel(true);
    }
  }

  @Override
  public void close() {
    maker.shutdownNow();
  }

  /** The end is an empty chunk, whether it was reached or not: {@code made} then tells. */
  private void make(Consumer<Consumer<T>> making, BlockingQueue<List<T>> chunks) {
    List<List<T>> filling = new ArrayList<>(List.of(new ArrayList<>(CHUNK)));
    try {
      making.accept(
          one -> {
            List<T> chunk = filling.get(0);
            chunk.add(one);
            if (chunk.size() == CHUNK) {
              put(chunks, chunk);
              filling.set(0, new ArrayList<>(CHUNK));
            }
          });
      if (!filling.get(0).isEmpty()) {
        put(chunks, filling.get(0));
      }
    } finally {
      put(chunks, List.of());
    }
  }

  private static <T> void put(BlockingQueue<List<T>> chunks, List<T> chunk) {
    try {
      chunks.put(chunk);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("nobody takes what is made", e);
    }
  }
}
