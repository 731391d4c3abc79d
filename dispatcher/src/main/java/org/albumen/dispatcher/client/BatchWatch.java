package org.albumen.dispatcher.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.albumen.common.codec.Json;
import org.albumen.common.failure.AlbumenException;
import org.albumen.dispatcher.view.BatchView;

/**
 * Follows a batch to its end, through as many connections as that takes. For one thread.
 *
 * <p>A dispatcher that is restarted is waited for; one that is gone for {@link #PATIENCE} is given
 * up.
 */
public final class BatchWatch {
  /** So long without a sign of life end a watch. */
  public static final Duration PATIENCE = Duration.ofMinutes(5);

  /** A stream that says nothing for so long is opened again: its server may have gone silently. */
  private static final Duration QUIET = Duration.ofSeconds(60);

  private static final Duration OPEN = Duration.ofSeconds(15);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  /** Another dispatcher may not have heard yet of a batch that was submitted just now. */
  private static final Duration UNHEARD = Duration.ofSeconds(15);

  private final ApiClient client;
  private final Listener listener;
  private final Duration unheard;
  private final long began = System.nanoTime();
  private long lastSign = began;

  /** Is told what is seen. */
  public interface Listener {
    /**
     * The batch, whenever it has changed.
     *
     * @return false to end the watch
     */
    boolean seen(BatchView batch);

    /** There is no connection for the moment. */
    void lost(String why);
  }

  /**
   * @param submitted whether the batch was submitted just now
   */
  public BatchWatch(ApiClient client, Listener listener, boolean submitted) {
    this.client = client;
    this.listener = listener;
    this.unheard = submitted ? UNHEARD : Duration.ZERO;
  }

  /**
   * Follows a batch.
   *
   * @param limit how long at most
   * @return the batch when it has ended; empty when it has not within the limit, or the listener
   *     wants no more
   * @throws AlbumenException what the API answers, such as {@code BATCH_NOT_FOUND}; {@code
   *     DISPATCHER_UNAVAILABLE} after {@link #PATIENCE}
   */
  public Optional<BatchView> follow(String batchId, Duration limit)
      throws AlbumenException, InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (left(limit).compareTo(Duration.ZERO) > 0) {
      long before = lastSign;
      try (EventStream events = client.events(batchId, shorter(OPEN, left(limit)))) {
        switch (toEnd(events, limit)) {
          case ENDED -> {
            return Optional.of(client.batch(batchId));
          }
          case UNWANTED -> {
            return Optional.empty();
          }
          case LATE -> {
            // Nothing more can be waited for.
          }
        }
      } catch (IOException e) {
        lost(client.lost(String.valueOf(e.getMessage())));
      } catch (AlbumenException e) {
        requirePassing(e);
        lost(e);
      }
      pause = lastSign == before ? shorter(pause.multipliedBy(2), LONGEST_PAUSE) : FIRST_PAUSE;
      Thread.sleep(Math.max(0, shorter(pause, left(limit)).toMillis()));
    }
    return Optional.empty();
  }

  /** Why a stream is read no further. */
  private enum Reason {
    ENDED,
    UNWANTED,
    LATE
  }

  private Reason toEnd(EventStream events, Duration limit)
      throws IOException, InterruptedException {
    while (true) {
      Duration left = left(limit);
      if (left.compareTo(Duration.ZERO) <= 0) {
        return Reason.LATE;
      }
      ServerEvent event = events.next(shorter(QUIET, left));
      lastSign = System.nanoTime();
      switch (event.name()) {
        case "batch" -> {
          byte[] data = event.data().getBytes(UTF_8);
          if (!listener.seen(Json.readLenient(data, BatchView.class))) {
            return Reason.UNWANTED;
          }
        }
        case "end" -> {
          return Reason.ENDED;
        }
        default -> {
          // Another version's.
        }
      }
    }
  }

  private void lost(AlbumenException why) throws AlbumenException {
    if (since(lastSign).compareTo(PATIENCE) > 0) {
      throw why;
    }
    listener.lost(String.valueOf(why.getMessage()));
  }

  private void requirePassing(AlbumenException e) throws AlbumenException {
    boolean passes =
        switch (e.code()) {
          case DISPATCHER_UNAVAILABLE, TRACKER_NOT_READY, KAFKA_UNAVAILABLE -> true;
          case BATCH_NOT_FOUND -> since(began).compareTo(unheard) < 0;
          default -> false;
        };
    if (!passes) {
      throw e;
    }
  }

  private Duration left(Duration limit) {
    return limit.minus(since(began));
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
