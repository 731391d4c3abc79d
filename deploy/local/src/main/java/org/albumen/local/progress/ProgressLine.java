package org.albumen.local.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import org.albumen.common.terminal.Glyphs;
import org.albumen.common.terminal.Terminal;

/**
 * Shows how far a batch has come. On a terminal one line is redrawn in place; elsewhere a line is
 * printed for each finished photograph and every ten seconds, without escape sequences.
 *
 * <p>Thread-safe. Close it to leave the last state standing on a line of its own.
 */
public final class ProgressLine implements AutoCloseable {
  private static final long REDRAW_MS = 200;
  private static final long REPORT_MS = 10_000;
  private static final int MEASURE_EVERY = 10;
  private static final String CLEAR_REST = "\u001b[K";

  private final PrintStream out;
  private final boolean interactive;
  private final Glyphs glyphs;
  private final Timer clock = new Timer("progress", true);
  private final long began = System.nanoTime();
  private final Map<String, Double> inHand = new LinkedHashMap<>();
  private int total;
  private int finished;
  private int failed;
  private String stage = "";
  private int width;
  private int draws;
  private boolean closed;

  ProgressLine(PrintStream out, int total, boolean interactive, Glyphs glyphs) {
    this.out = out;
    this.total = total;
    this.interactive = interactive;
    this.glyphs = glyphs;
    long period = interactive ? REDRAW_MS : REPORT_MS;
    clock.schedule(
        new TimerTask() {
          @Override
          public void run() {
            show();
          }
        },
        interactive ? 0 : period,
        period);
  }

  /**
   * Begins to show progress; the clock of the rate starts now.
   *
   * @param out standard output
   * @param total photographs expected, 0 when unknown
   */
  public static ProgressLine start(PrintStream out, int total) {
    return new ProgressLine(out, total, Terminal.isInteractive(), Glyphs.ofStandardOutput());
  }

  /** Corrects the number of photographs expected. */
  public synchronized void expect(int photographs) {
    total = photographs;
  }

  /** Says what is being done for the batch as a whole, for instance {@code loading networks}. */
  public synchronized void stage(String text) {
    stage = text;
  }

  /**
   * Says how far one photograph is.
   *
   * @param photograph its name, the same in each call
   * @param fraction share of its work that is done, 0 to 1
   * @param text what is being done, for instance {@code tile 3 of 12}
   */
  public synchronized void working(String photograph, double fraction, String text) {
    inHand.put(photograph, Math.max(0, Math.min(1, fraction)));
    stage = photograph + glyphs.separator() + text;
  }

  /**
   * Counts a photograph as restored.
   *
   * @param note a few words for the log of a run without a terminal, for instance {@code 12.3 s}
   */
  public synchronized void restored(String photograph, String note) {
    finish(photograph);
    if (!interactive) {
      announce("restored " + photograph + glyphs.separator() + note);
    }
  }

  /** Counts a photograph as failed and leaves a line that says so. */
  public synchronized void failed(String photograph, String code, String message) {
    failed++;
    finish(photograph);
    announce("failed " + photograph + glyphs.separator() + code + ": " + message);
  }

  /** Stops redrawing and leaves the last state on a line of its own. Does nothing twice. */
  @Override
  public void close() {
    clock.cancel();
    synchronized (this) {
      if (!closed) {
        stage = "";
        show();
        closed = true;
        if (interactive) {
          out.println();
          out.flush();
        }
      }
    }
  }

  private void finish(String photograph) {
    finished++;
    total = Math.max(total, finished);
    inHand.remove(photograph);
  }

  private void announce(String line) {
    if (interactive) {
      out.println("\r" + glyphs.clean(line) + CLEAR_REST);
      show();
    } else {
      out.println(finished + "/" + total + " " + glyphs.clean(line));
      out.flush();
    }
  }

  private synchronized void show() {
    if (closed) {
      return;
    }
    Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
    double partial = inHand.values().stream().mapToDouble(Double::doubleValue).sum();
    Progress progress = new Progress(total, finished, failed, partial, elapsed, stage);
    if (interactive) {
      if (draws++ % MEASURE_EVERY == 0) {
        width = Terminal.width();
      }
      // The last column stays free: writing there makes some terminals wrap.
      out.print("\r" + ProgressText.render(progress, width - 1, glyphs) + CLEAR_REST);
    } else {
      out.println(ProgressText.plain(progress, glyphs));
    }
    out.flush();
  }
}
