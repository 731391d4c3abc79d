package org.albumen.dispatcher.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.albumen.common.failure.ExitCodes;
import org.albumen.dispatcher.view.BatchState;
import org.albumen.dispatcher.view.BatchView;
import org.jspecify.annotations.Nullable;

/** For logs: a line when the batch's state changes, and every ten seconds in which it moved. */
final class LineScreen implements Screen {
  private static final Duration PERIOD = Duration.ofSeconds(10);

  private final PrintWriter out;
  private final PrintWriter err;
  private final LongSupplier nanos;
  private @Nullable BatchState state;
  private long printed;
  private boolean lost;

  LineScreen(PrintWriter out, PrintWriter err, LongSupplier nanos) {
    this.out = out;
    this.err = err;
    this.nanos = nanos;
  }

  @Override
  public synchronized void begun(BatchView batch) {
    out.println("batch " + ExitCodes.printable(batch.batchId()) + " is submitted");
    out.flush();
  }

  @Override
  public synchronized boolean seen(BatchView batch) {
    lost = false;
    if (batch.state() != state || nanos.getAsLong() - printed >= PERIOD.toNanos()) {
      state = batch.state();
      printed = nanos.getAsLong();
      out.println(ProgressText.plain(batch));
    }
    return !out.checkError(); // flushes; true when whoever read this has gone
  }

  @Override
  public synchronized void lost(String why) {
    if (!lost) {
      lost = true;
      err.println(ExitCodes.printable(why) + "; trying again");
      err.flush();
    }
  }

  @Override
  public synchronized void ended(BatchView batch) {
    out.println();
    BatchText.details(batch, Lines.ofTerminal()).forEach(out::println);
    out.flush();
  }

  @Override
  public void close() {
    // Every line is whole.
  }
}
