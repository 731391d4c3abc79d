package org.albumen.dispatcher.cli;

import org.albumen.dispatcher.client.BatchWatch;
import org.albumen.dispatcher.view.BatchView;

/** Where a watched batch is shown. Safe for use by several threads. */
interface Screen extends BatchWatch.Listener, AutoCloseable {
  /** The batch was submitted just now. */
  void begun(BatchView batch);

  /** The batch has ended; comes after {@link #close}. */
  void ended(BatchView batch);

  /** Leaves the last state standing. Does nothing twice. */
  @Override
  void close();
}
