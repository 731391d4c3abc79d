package org.albumen.common.store;

import java.io.Serial;
import org.albumen.common.failure.AlbumenException;

/** A listing that broke off; carries the coded failure through a stream. */
public final class ListingFailedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final AlbumenException failure;

  ListingFailedException(AlbumenException failure) {
    super(failure.getMessage(), failure);
    this.failure = failure;
  }

  public AlbumenException failure() {
    return failure;
  }
}
