package org.albumen.models.catalogue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import org.albumen.models.failure.ModelException;

/**
 * One pull at a time: among the threads of this JVM, and by a locked file among processes. The
 * system releases the file's lock when a process dies.
 */
final class StoreLock {
  // File locks are held by the whole JVM, so threads need a lock of their own.
  private static final ReentrantLock THREADS = new ReentrantLock();

  private StoreLock() {}

  /** What is done while nobody else pulls. */
  @FunctionalInterface
  interface Action {
    void run() throws IOException, ModelException;
  }

  /** Waits until nobody else holds the lock of this folder, then acts. */
  static void holding(Path folder, Action action) throws IOException, ModelException {
    THREADS.lock();
    try {
      Files.createDirectories(folder);
      try (FileChannel file =
          FileChannel.open(
              folder.resolve("models.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        file.lock();
        action.run();
      }
    } finally {
      THREADS.unlock();
    }
  }
}
