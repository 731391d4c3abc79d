package org.albumen.dispatcher.select;

import org.albumen.common.failure.AlbumenException;
import org.jspecify.annotations.Nullable;

/**
 * Goes through what is selected, in an order that does not change. Not safe for several threads.
 */
interface Walk extends AutoCloseable {

  /**
   * The next one; null after the last.
   *
   * @throws AlbumenException with a code of the store, or {@code BAD_ARGUMENT} when the list cannot
   *     be read as what it is said to be
   */
  @Nullable Step next() throws AlbumenException;

  @Override
  void close();
}
