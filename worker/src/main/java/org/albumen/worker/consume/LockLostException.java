package org.albumen.worker.consume;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A held job is somebody else's by now, or it is not known whose it is. The queue that threw this
 * can do nothing more: close it and open another.
 */
public final class LockLostException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  public LockLostException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
