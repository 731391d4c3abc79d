package org.albumen.worker.budget;

import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * So many bytes for all jobs together. Who asks for more than is left waits until others are done;
 * those who wait are served in the order in which they came, so that a large job is not overtaken
 * by small ones for ever. Safe for use by several threads.
 */
public final class Budget {
  /** No limit: nobody waits. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  private static final Logger LOG = LoggerFactory.getLogger(Budget.class);

  /** A semaphore counts to 2^31: in units of a KiB that is 2 TiB. */
  private static final int UNIT = 1 << 10;

  private final String name;
  private final long allowed;
  private final String remedy;
  private final Semaphore units;
  private final AtomicLong reserved = new AtomicLong();
  private final LongAdder waits = new LongAdder();
  private final LongAdder waitedNanos = new LongAdder();

  /**
   * A budget nothing of which is reserved.
   *
   * @param name as logs and metrics have it
   * @param allowed bytes, at least 1; or {@link #UNLIMITED}
   * @param remedy for whoever needs more: what to do, in half a sentence
   */
  public Budget(String name, long allowed, String remedy) {
    if (allowed < 1) {
      throw new IllegalArgumentException("a budget has bytes, not " + allowed);
    }
    this.name = name;
    this.allowed = allowed;
    this.remedy = remedy;
    this.units = new Semaphore((int) Math.min(Integer.MAX_VALUE, units(allowed)), true);
  }

  /** What was reserved, until it is given back. */
  public interface Reservation extends AutoCloseable {
    /** Gives it back; once. */
    @Override
    void close();
  }

  /**
   * Waits until so much is free, and reserves it.
   *
   * @param bytes 0 or more
   * @throws AlbumenException {@code MEMORY_EXCEEDED} when it is more than is allowed at all
   * @throws InterruptedException when this thread is interrupted while it waits; nothing is
   *     reserved then
   */
  public Reservation reserve(long bytes) throws AlbumenException, InterruptedException {
    if (bytes > allowed) {
      throw new AlbumenException(
          FailureCode.MEMORY_EXCEEDED,
          String.format(
              Locale.ROOT,
              "the job needs %,d bytes of %s memory, and %,d are allowed; %s",
              bytes,
              name,
              allowed,
              remedy));
    }
    // Whatever is allowed fits, even if both are rounded to units.
    int taken = bytes == 0 || isUnlimited() ? 0 : (int) Math.min(units(bytes), units(allowed));
    if (!units.tryAcquire(taken, 0, TimeUnit.SECONDS)) { // this form does not overtake
      await(taken, bytes);
    }
    reserved.addAndGet(bytes);
    return () -> {
      reserved.addAndGet(-bytes);
      units.release(taken);
    };
  }

  private void await(int taken, long bytes) throws InterruptedException {
    LOG.atInfo()
        .addKeyValue("budget", name)
        .addKeyValue("needed", bytes)
        .addKeyValue("reserved", reserved.get())
        .addKeyValue("allowed", allowed)
        .log("a job waits for memory");
    long start = System.nanoTime();
    waits.increment();
    try {
      units.acquire(taken);
    } finally {
      waitedNanos.add(System.nanoTime() - start);
    }
    LOG.atInfo()
        .addKeyValue("budget", name)
        .addKeyValue("needed", bytes)
        .addKeyValue("seconds", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start))
        .log("a job goes on, it has its memory");
  }

  /** As logs and metrics have it. */
  public String name() {
    return name;
  }

  /** Bytes for all jobs together; {@link #UNLIMITED}. */
  public long allowed() {
    return allowed;
  }

  public boolean isUnlimited() {
    return allowed == UNLIMITED;
  }

  /** Bytes that jobs have reserved now. */
  public long reserved() {
    return reserved.get();
  }

  /** Jobs that wait now, in their places in the queue. */
  public int waiting() {
    return units.getQueueLength();
  }

  /** How often a job had to wait. */
  public long waits() {
    return waits.sum();
  }

  /** How long jobs have waited, together, those excluded that still wait. */
  public long waitedNanos() {
    return waitedNanos.sum();
  }

  private static long units(long bytes) {
    return bytes / UNIT + (bytes % UNIT == 0 ? 0 : 1);
  }
}
