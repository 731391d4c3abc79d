package org.albumen.models.tile;

import java.io.IOException;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.imaging.Photograph;

/** Takes a result from the top, each row once, on the thread that waits for it. */
@FunctionalInterface
public interface BandSink {
  /**
   * The next rows.
   *
   * @param top number of the first, 0 for the result's first row
   * @param band as wide as the result; its samples are written over after this call
   * @throws IOException when they cannot be stored
   * @throws RestorationException when they cannot be used
   */
  void rows(int top, Photograph band) throws IOException, RestorationException;
}
