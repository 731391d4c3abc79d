package org.albumen.worker.guard;

import java.time.Duration;
import java.util.Optional;
import org.albumen.worker.consume.Delivery;
import org.albumen.worker.consume.JobQueue;
import org.albumen.worker.consume.LockLostException;
import org.albumen.worker.metrics.WorkerMetrics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue that is left while a circuit breaker is open, and opened again when all are closed. It is
 * really closed: a consumer that merely stops polling may hold a job through the fetch that it left
 * behind. Whatever goes wrong with it makes the worker ask whether Kafka is there.
 */
public final class GuardedQueue implements JobQueue {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedQueue.class);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final int lane;
  private final JobQueue.Factory queues;
  private final Guards guards;
  private final WorkerMetrics metrics;

  /** Null while the lane is paused. */
  private @Nullable JobQueue queue;

  /** Opens the lane's queue. */
  public GuardedQueue(int lane, JobQueue.Factory queues, Guards guards, WorkerMetrics metrics) {
    this.lane = lane;
    this.queues = queues;
    this.guards = guards;
    this.metrics = metrics;
    this.queue = queues.open(lane);
  }

  @Override
  public Optional<Delivery> poll(Duration atMost) {
    if (!guards.clear()) {
      pause();
      if (!awaitClear(atMost)) {
        return Optional.empty();
      }
    }
    try {
      return opened().poll(atMost).map(Watched::new);
    } catch (RuntimeException e) {
      guards.kafka().doubt();
      throw e;
    }
  }

  private void pause() {
    if (queue != null) {
      queue.close();
      queue = null;
      metrics.paused();
      LOG.atWarn().addKeyValue("lane", lane).log("lane paused: a circuit breaker is open");
    }
  }

  private boolean awaitClear(Duration atMost) {
    long until = System.nanoTime() + atMost.toNanos();
    try {
      while (!guards.clear()) {
        if (System.nanoTime() >= until) {
          return false;
        }
        Thread.sleep(LOOK.toMillis());
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private JobQueue opened() {
    JobQueue open = queue;
    if (open == null) {
      open = queues.open(lane);
      queue = open;
      metrics.resumed();
      LOG.atInfo().addKeyValue("lane", lane).log("lane resumed");
    }
    return open;
  }

  @Override
  public void close() {
    if (queue == null) {
      metrics.resumed();
    } else {
      queue.close();
    }
  }

  /** A delivery whose lost lock is a sign that the broker may be away. */
  private final class Watched implements Delivery {
    private final Delivery delivery;

    private Watched(Delivery delivery) {
      this.delivery = delivery;
    }

    @Override
    public ConsumerRecord<byte[], byte[]> record() {
      return delivery.record();
    }

    @Override
    public int attempt() {
      return delivery.attempt();
    }

    @Override
    public void renew() throws LockLostException {
      watched(delivery::renew);
    }

    @Override
    public void accept() throws LockLostException {
      watched(delivery::accept);
    }

    @Override
    public void release() throws LockLostException {
      watched(delivery::release);
    }

    private void watched(Acknowledgement acknowledgement) throws LockLostException {
      try {
        acknowledgement.send();
      } catch (LockLostException e) {
        guards.kafka().doubt();
        throw e;
      }
    }
  }

  /** One of a delivery's ends, or its renewal. */
  private interface Acknowledgement {
    void send() throws LockLostException;
  }
}
