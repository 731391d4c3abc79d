package org.albumen.common.cli;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jline.utils.Signals;

/**
 * SIGTERM and SIGINT as a wish, not as an end, and the notice that the machine is taken away. A
 * shutdown hook would not do: the JVM runs all hooks side by side, and ONNX Runtime's closes its
 * environment under the jobs that are to be ended. Safe for use by several threads.
 */
public final class StopSignals {
  private static final int ENDED_BY_SIGNAL = 130;

  private final CompletableFuture<Optional<Instant>> received = new CompletableFuture<>();
  private boolean signalled;

  private StopSignals() {}

  /** From now on the signals are caught here; a second one ends the process at once. */
  public static StopSignals catching() {
    StopSignals signals = new StopSignals();
    Signals.register("TERM", signals::receive);
    Signals.register("INT", signals::receive);
    return signals;
  }

  /** Waits for the first wish; answers the time by which all must have ended, if there is one. */
  public Optional<Instant> await() throws InterruptedException {
    try {
      return received.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The machine is taken away at a time. */
  public void takenAway(Instant at) {
    received.complete(Optional.of(at));
  }

  private synchronized void receive() {
    if (signalled) {
      Runtime.getRuntime().halt(ENDED_BY_SIGNAL);
    }
    signalled = true;
    received.complete(Optional.empty());
  }
}
