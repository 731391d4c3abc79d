package org.albumen.worker.job;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.albumen.common.failure.AlbumenException;

/**
 * Jobs run beside each other, and a suspicious one alone: it waits for those in progress, and those
 * that come after it wait for it. Safe for use by several threads.
 */
final class Turns {
  private final ReadWriteLock lock = new ReentrantReadWriteLock(true);

  /** Runs beside others. */
  <V> V shared(Turn<V> turn) throws AlbumenException, InterruptedException {
    return run(lock.readLock(), turn);
  }

  /** Runs when nothing else does. */
  <V> V alone(Turn<V> turn) throws AlbumenException, InterruptedException {
    return run(lock.writeLock(), turn);
  }

  private static <V> V run(Lock lock, Turn<V> turn) throws AlbumenException, InterruptedException {
    lock.lockInterruptibly();
    try {
      return turn.take();
    } finally {
      lock.unlock();
    }
  }

  /** What is done when its turn has come. */
  @FunctionalInterface
  interface Turn<V> {
    V take() throws AlbumenException, InterruptedException;
  }
}
