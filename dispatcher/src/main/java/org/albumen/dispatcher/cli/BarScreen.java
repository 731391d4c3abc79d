package org.albumen.dispatcher.cli;

import java.io.PrintWriter;
import java.util.function.IntSupplier;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.terminal.Columns;
import org.albumen.common.terminal.Glyphs;
import org.albumen.dispatcher.view.BatchView;

/** For people: one line that is redrawn in place. */
final class BarScreen implements Screen {
  private static final int MEASURE_EVERY = 10;
  private static final String CLEAR_REST = "\u001b[K";

  private final PrintWriter out;
  private final Glyphs glyphs;
  private final IntSupplier columns;
  private int width;
  private int draws;
  private boolean drawn;
  private boolean closed;

  BarScreen(PrintWriter out, Glyphs glyphs, IntSupplier columns) {
    this.out = out;
    this.glyphs = glyphs;
    this.columns = columns;
  }

  @Override
  public synchronized void begun(BatchView batch) {
    out.println("batch " + ExitCodes.printable(batch.batchId()) + " is submitted");
    out.flush();
  }

  @Override
  public synchronized boolean seen(BatchView batch) {
    return draw(ProgressText.render(batch, room(), glyphs));
  }

  @Override
  public synchronized void lost(String why) {
    String text = glyphs.clean("trying again: " + why);
    draw(Columns.fit(text, room(), glyphs.ellipsis()));
  }

  @Override
  public synchronized void ended(BatchView batch) {
    BatchText.details(batch, Lines.ofTerminal()).forEach(out::println);
    out.flush();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (drawn) {
      drawn = false;
      out.println();
      out.flush();
    }
  }

  private boolean draw(String line) {
    if (closed) {
      return true; // the process is about to stop
    }
    drawn = true;
    out.print("\r" + line + CLEAR_REST);
    return !out.checkError(); // flushes
  }

  /** The last column stays free: writing there makes some terminals wrap. */
  private int room() {
    if (draws++ % MEASURE_EVERY == 0) {
      width = columns.getAsInt();
    }
    return width - 1;
  }
}
