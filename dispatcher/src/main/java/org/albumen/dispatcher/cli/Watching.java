package org.albumen.dispatcher.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.terminal.Glyphs;
import org.albumen.common.terminal.Terminal;
import org.albumen.dispatcher.client.ApiClient;
import org.albumen.dispatcher.client.BatchWatch;
import org.albumen.dispatcher.view.BatchView;
import picocli.CommandLine;

/** Shows a batch until it has ended, and says how that was. */
final class Watching {
  /** Longer than any batch. */
  static final Duration UNLIMITED = Duration.ofDays(3650);

  private final ApiClient api;
  private final Screen screen;
  private final PrintWriter out;
  private final PrintWriter err;

  private Watching(ApiClient api, Screen screen, CommandLine command) {
    this.api = api;
    this.screen = screen;
    this.out = command.getOut();
    this.err = command.getErr();
  }

  /** On the screen that suits whoever looks. */
  static Watching of(ApiClient api, CommandLine command, boolean json) {
    PrintWriter out = command.getOut();
    PrintWriter err = command.getErr();
    if (json) {
      return new Watching(api, new JsonScreen(out, err), command);
    }
    Screen screen =
        Terminal.isInteractive()
            ? new BarScreen(out, Glyphs.ofStandardOutput(), Terminal::width)
            : new LineScreen(out, err, System::nanoTime);
    return new Watching(api, screen, command);
  }

  /** Watches a batch that was submitted just now. */
  int submitted(BatchView batch) throws AlbumenException {
    screen.begun(batch);
    return watch(batch.batchId(), UNLIMITED, true);
  }

  /**
   * Watches a batch.
   *
   * @return how to exit
   */
  int watch(String batchId, Duration limit) throws AlbumenException {
    return watch(batchId, limit, false);
  }

  private int watch(String batchId, Duration limit, boolean submitted) throws AlbumenException {
    Thread stopped = new Thread(() -> stopped(batchId), "albumen-watch-stopped");
    Runtime.getRuntime().addShutdownHook(stopped);
    try {
      Optional<BatchView> ended = new BatchWatch(api, screen, submitted).follow(batchId, limit);
      screen.close();
      if (ended.isEmpty()) {
        goesOn(batchId);
        return ExitCodes.JOBS_PENDING;
      }
      screen.ended(ended.get());
      return BatchText.exitCode(ended.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AlbumenException(FailureCode.UNEXPECTED, "interrupted", e);
    } finally {
      screen.close();
      forget(stopped);
    }
  }

  /**
   * Runs when the process is told to stop: whoever presses Ctrl-C wants to know what that means.
   */
  private void stopped(String batchId) {
    screen.close();
    goesOn(batchId);
    out.flush();
    Runtime.getRuntime().halt(ExitCodes.JOBS_PENDING);
  }

  private void goesOn(String batchId) {
    String id = ExitCodes.printable(batchId);
    err.println("batch " + id + " goes on by itself; see it again with: albumen watch " + id);
    err.flush();
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException stopping) {
      // It runs already, and ends the process.
    }
  }
}
