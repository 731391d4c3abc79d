package org.albumen.worker.lane;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.albumen.worker.consume.Delivery;
import org.albumen.worker.consume.JobQueue;
import org.albumen.worker.consume.LockLostException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Queues in memory that keep the rules of share groups: a queue that is polled while its last
 * delivery is unacknowledged throws, and so does one that is used after it was closed.
 */
final class FakeQueue implements JobQueue.Factory {
  final BlockingQueue<ConsumerRecord<byte[], byte[]>> waiting = new LinkedBlockingQueue<>();
  final List<String> log = new CopyOnWriteArrayList<>();
  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();
  final AtomicInteger renewals = new AtomicInteger();
  volatile boolean losing;
  final AtomicInteger failingPolls = new AtomicInteger();
  final AtomicInteger failingOpens = new AtomicInteger();

  @Override
  public JobQueue open(int lane) {
    if (failingOpens.getAndUpdate(FakeQueue::less) > 0) {
      throw new IllegalStateException("cannot be opened");
    }
    opened.incrementAndGet();
    return new Open();
  }

  private static int less(int left) {
    return Math.max(0, left - 1);
  }

  private final class Open implements JobQueue {
    private boolean held;
    private boolean shut;

    @Override
    public Optional<Delivery> poll(Duration atMost) {
      if (held || shut) {
        throw new IllegalStateException("held: " + held + ", closed: " + shut);
      }
      if (failingPolls.getAndUpdate(FakeQueue::less) > 0) {
        throw new IllegalStateException("cannot be polled");
      }
      try {
        Optional<ConsumerRecord<byte[], byte[]>> next =
            Optional.ofNullable(waiting.poll(20, TimeUnit.MILLISECONDS));
        held = next.isPresent();
        return next.map(Held::new);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }

    @Override
    public void close() {
      shut = true;
      closed.incrementAndGet();
    }

    private final class Held implements Delivery {
      private final ConsumerRecord<byte[], byte[]> record;

      private Held(ConsumerRecord<byte[], byte[]> record) {
        this.record = record;
      }

      @Override
      public ConsumerRecord<byte[], byte[]> record() {
        return record;
      }

      @Override
      public int attempt() {
        return 1;
      }

      @Override
      public void renew() throws LockLostException {
        acknowledge("renew");
        held = true;
        renewals.incrementAndGet();
      }

      @Override
      public void accept() throws LockLostException {
        acknowledge("accept");
        log.add("accept");
      }

      @Override
      public void release() throws LockLostException {
        acknowledge("release");
        log.add("release");
      }

      private void acknowledge(String type) throws LockLostException {
        if (losing) {
          throw new LockLostException(type + " failed", null);
        }
        held = false;
      }
    }
  }
}
