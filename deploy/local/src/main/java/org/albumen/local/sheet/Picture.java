package org.albumen.local.sheet;

import java.awt.image.BufferedImage;
import java.io.IOException;

/** Pixels read when they are needed, upright as a person should see them. */
@FunctionalInterface
public interface Picture {
  /** Reads the picture; a failure costs the sheet this preview only. */
  BufferedImage read() throws IOException;
}
