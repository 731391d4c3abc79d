package org.albumen.dispatcher.cli;

import java.io.PrintWriter;
import org.albumen.common.failure.ExitCodes;
import org.albumen.dispatcher.view.BatchView;

/** A line of JSON for every change. */
final class JsonScreen implements Screen {
  private final PrintWriter out;
  private final PrintWriter err;

  JsonScreen(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void begun(BatchView batch) {
    seen(batch);
  }

  @Override
  public boolean seen(BatchView batch) {
    out.println(Lines.json(batch));
    return !out.checkError(); // flushes; true when whoever read this has gone
  }

  @Override
  public void lost(String why) {
    err.println(ExitCodes.printable(why));
    err.flush();
  }

  @Override
  public void ended(BatchView batch) {
    seen(batch);
  }

  @Override
  public void close() {
    // Every line is whole.
  }
}
