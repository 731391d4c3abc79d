package org.albumen.dispatcher.api.sse;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.api.problem.Refusal;
import org.albumen.dispatcher.view.BatchView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows batches to whoever watches them: {@code event: batch} when one has changed, {@code event:
 * end} when it has ended. A batch is asked for once a second, however many watch it. A stream ends
 * after an hour; browsers then ask for another. Safe for use by several threads.
 */
public final class Watchers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watchers.class);
  private static final int MOST = 200;
  private static final long TICK_MILLIS = 1_000;

  /** Ticks after which a client that has heard nothing is told that all is well. */
  private static final int BEAT = 10;

  private static final int LONGEST = 3_600;
  private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] END = "event: end\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8);

  private final Source source;
  private final Semaphore free = new Semaphore(MOST);
  private final Map<String, Watched> watched = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          run -> {
            Thread thread = new Thread(run, "albumen-watchers");
            thread.setDaemon(true);
            return thread;
          });

  /** Where batches are asked for. */
  public interface Source {
    Optional<BatchView> batch(String batchId) throws AlbumenException;
  }

  public Watchers(Source source) {
    this.source = source;
    Future<?> unused = // a tick throws nothing
        clock.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Answers a request with a stream, which begins with the batch as it is.
   *
   * @throws Refusal 503 when too many watch already
   */
  public void watch(Context ctx, BatchView first) {
    if (!free.tryAcquire()) {
      throw new Refusal(
          FailureCode.TRACKER_NOT_READY, 503, MOST + " clients watch batches already", Map.of());
    }
    ctx.contentType("text/event-stream");
    ctx.header("Cache-Control", "no-store");
    ctx.header("X-Accel-Buffering", "no");
    ctx.future(
        () -> {
          EventStream stream = open(ctx);
          CompletableFuture<Void> left =
              stream.done().thenRun(() -> leave(first.batchId(), stream));
          begin(first, stream);
          return left;
        });
  }

  @Override
  public void close() {
    clock.shutdownNow();
    watched.values().forEach(batch -> batch.streams.forEach(s -> s.end(COMMENT)));
  }

  private static EventStream open(Context ctx) {
    try {
      EventStream stream = new EventStream(ctx.res().getOutputStream());
      ctx.res().getOutputStream().setWriteListener(stream);
      return stream;
    } catch (IOException e) {
      throw new IllegalStateException("the answer cannot be written", e);
    }
  }

  private void begin(BatchView first, EventStream stream) {
    if (first.state().ended()) {
      stream.end(ended(first));
      return;
    }
    watched.compute(
        first.batchId(),
        (id, there) -> {
          Watched batch = there == null ? new Watched(first) : there;
          batch.streams.add(stream);
          return batch;
        });
    stream.send(message(first));
  }

  private void leave(String batchId, EventStream stream) {
    free.release();
    watched.computeIfPresent(
        batchId,
        (id, batch) -> {
          batch.streams.remove(stream);
          return batch.streams.isEmpty() ? null : batch;
        });
  }

  private void tick() {
    for (Map.Entry<String, Watched> entry : watched.entrySet()) {
      try {
        look(entry.getKey(), entry.getValue());
      } catch (AlbumenException | RuntimeException e) {
        LOG.debug("Batch {} cannot be shown for the moment", entry.getKey(), e);
      }
    }
  }

  private void look(String batchId, Watched batch) throws AlbumenException {
    batch.ticks++;
    Optional<BatchView> now = source.batch(batchId);
    if (now.isEmpty() || now.get().state().ended() || batch.ticks > LONGEST) {
      byte[] last = now.isEmpty() || batch.ticks > LONGEST ? COMMENT : ended(now.get());
      batch.streams.forEach(stream -> stream.end(last));
    } else if (!now.get().equals(batch.shown)) {
      batch.shown = now.get();
      byte[] message = message(now.get());
      batch.streams.forEach(stream -> stream.send(message));
    } else if (batch.ticks % BEAT == 0) {
      batch.streams.forEach(stream -> stream.beat(COMMENT));
    }
  }

  private static byte[] message(BatchView view) {
    return ("event: batch\ndata: " + new String(Json.write(view), StandardCharsets.UTF_8) + "\n\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** In one message, since of two that wait the first is replaced. */
  private static byte[] ended(BatchView view) {
    byte[] state = message(view);
    byte[] both = Arrays.copyOf(state, state.length + END.length);
    System.arraycopy(END, 0, both, state.length, END.length);
    return both;
  }

  /** A batch that somebody watches; only ticks write to it. */
  private static final class Watched {
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private BatchView shown;
    private int ticks;

    Watched(BatchView shown) {
      this.shown = shown;
    }
  }
}
