package org.albumen.worker.cli;

import java.util.concurrent.CountDownLatch;
import org.jline.utils.Signals;

/**
 * SIGTERM and SIGINT as a wish, not as an end. A shutdown hook would not do: the JVM runs all hooks
 * side by side, and ONNX Runtime's closes its environment under the jobs that are to be ended.
 */
final class StopSignals {
  private static final int ENDED_BY_SIGNAL = 130;

  private final CountDownLatch received = new CountDownLatch(1);

  private StopSignals() {}

  /** From now on the signals are caught here; a second one ends the process at once. */
  static StopSignals catching() {
    StopSignals signals = new StopSignals();
    Signals.register("TERM", signals::receive);
    Signals.register("INT", signals::receive);
    return signals;
  }

  /** Waits for the first signal. */
  void await() throws InterruptedException {
    received.await();
  }

  private void receive() {
    if (received.getCount() == 0) {
      Runtime.getRuntime().halt(ENDED_BY_SIGNAL);
    }
    received.countDown();
  }
}
