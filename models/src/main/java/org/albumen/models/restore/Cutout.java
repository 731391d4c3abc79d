package org.albumen.models.restore;

import java.io.IOException;
import org.albumen.models.imaging.PartedPhotograph;
import org.albumen.models.imaging.Photograph;

/** A rectangle of a photograph as a photograph of its own. */
record Cutout(PartedPhotograph photograph, int left, int top, int width, int height)
    implements PartedPhotograph {
  @Override
  public Photograph view(int x, int y, int width, int height) throws IOException {
    return photograph.view(left + x, top + y, width, height);
  }
}
