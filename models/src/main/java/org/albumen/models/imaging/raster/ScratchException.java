package org.albumen.models.imaging.raster;

import java.io.IOException;
import java.io.Serial;

/** A scratch file could not be read or written: no photograph is at fault. */
public final class ScratchException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  ScratchException(IOException cause) {
    super("a scratch file failed: " + cause.getMessage(), cause);
  }
}
