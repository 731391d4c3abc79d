package org.albumen.bench.chaos;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.albumen.bench.chaos.Recovery.Outage;
import org.jspecify.annotations.Nullable;

/**
 * Restarts the broker so often while a run goes on, spread over its jobs; workers are struck
 * meanwhile. To be used by one thread.
 */
final class BrokerRestarts implements AutoCloseable {
  private static final Duration DOWN = Duration.ofSeconds(2);

  private final ProvingGround ground;
  private final int wanted;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final List<Outage> outages = new ArrayList<>();
  private @Nullable Future<Outage> running;

  BrokerRestarts(ProvingGround ground, int wanted) {
    this.ground = ground;
    this.wanted = wanted;
  }

  /**
   * Begins a restart when its time has come.
   *
   * @param share how much of the run is done, 0 to 1
   */
  void tend(double share) throws IOException, InterruptedException {
    if (running != null && running.isDone()) {
      settle();
    }
    if (running == null && due(outages.size(), wanted, share)) {
      running =
          thread.submit(
              () -> {
                Instant gone = Instant.now();
                return new Outage(gone, ground.restartBroker(DOWN));
              });
    }
  }

  /** Whether the next restart is due: of two the first after a third, the second after two. */
  static boolean due(int done, int wanted, double share) {
    return done < wanted && share * (wanted + 1) >= done + 1;
  }

  /** Waits for a restart that was begun. */
  void settle() throws IOException, InterruptedException {
    Future<Outage> last = running;
    if (last == null) {
      return;
    }
    running = null;
    try {
      outages.add(last.get());
    } catch (ExecutionException e) {
      throw new IOException("the broker could not be restarted: " + e.getCause(), e);
    }
  }

  /** Those that are over. */
  List<Outage> outages() {
    return List.copyOf(outages);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
