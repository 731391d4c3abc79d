package org.albumen.dispatcher.api;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.albumen.common.config.KafkaClients;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Whether a broker answers. Asks every few seconds at most, however often it is asked. Safe for use
 * by several threads.
 */
final class KafkaHealth implements AutoCloseable {
  private static final long KEPT_NANOS = 3_000_000_000L;
  private static final long PATIENCE_MILLIS = 2_000;

  private final KafkaClients clients;
  private @Nullable Admin admin;
  private boolean answered;
  private long askedAt = System.nanoTime() - KEPT_NANOS;

  KafkaHealth(KafkaClients clients) {
    this.clients = clients;
  }

  synchronized boolean answers() {
    if (System.nanoTime() - askedAt >= KEPT_NANOS) {
      answered = ask();
      askedAt = System.nanoTime();
    }
    return answered;
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close();
      admin = null;
    }
  }

  private boolean ask() {
    try {
      if (admin == null) {
        admin = clients.admin();
      }
      return !admin.describeCluster().nodes().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).isEmpty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      return false;
    }
  }
}
