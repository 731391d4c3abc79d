package org.albumen.models.catalogue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.albumen.models.failure.ModelException;

/**
 * One writer at a time: among the threads of this JVM, and by a locked file among processes. The
 * system releases the file's lock when a process dies; what it left unfinished is deleted by the
 * next one, which then knows that nobody works on it.
 */
final class StoreLock {
  // File locks are held by the whole JVM, so threads need a lock of their own.
  private static final ReentrantLock THREADS = new ReentrantLock();

  private StoreLock() {}

  /** What is done while nobody else writes. */
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
        sweep(folder, "(pull|import)-\\d+");
        sweep(folder.resolve("torchscript"), ".*\\.unfinished");
        action.run();
      }
    } finally {
      THREADS.unlock();
    }
  }

  private static void sweep(Path folder, String names) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        if (entry.getFileName().toString().matches(names)) {
          Pull.deleteTree(entry);
        }
      }
    }
  }
}
