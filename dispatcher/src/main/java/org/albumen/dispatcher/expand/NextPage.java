package org.albumen.dispatcher.expand;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.select.Page;

/** A page that is read ahead. Safe for use by several threads. */
final class NextPage {
  private final Future<Page> page;

  NextPage(Future<Page> page) {
    this.page = page;
  }

  /** Whether it is this page, and no other that begins there. */
  @SuppressWarnings("ReferenceEquality") // an equal page that was read again is another
  boolean is(Page other) {
    try {
      return page.isDone() && get() == other;
    } catch (AlbumenException e) {
      return false;
    }
  }

  /**
   * Waits until it is read.
   *
   * @throws AlbumenException what its reader says; {@code STORE_UNAVAILABLE} when it is read no
   *     more
   */
  Page get() throws AlbumenException {
    try {
      return page.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AlbumenException(FailureCode.STORE_UNAVAILABLE, "the dispatcher stops", e);
    } catch (CancellationException e) {
      throw new AlbumenException(FailureCode.STORE_UNAVAILABLE, "the page is read no more", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AlbumenException failure) {
        throw failure;
      }
      throw new AlbumenException(FailureCode.UNEXPECTED, "a page cannot be read", e.getCause());
    }
  }

  void cancel() {
    page.cancel(true);
  }
}
