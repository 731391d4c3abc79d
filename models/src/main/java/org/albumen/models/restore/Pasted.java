package org.albumen.models.restore;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.albumen.models.composite.Patch;
import org.albumen.models.imaging.PartedPhotograph;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.imaging.Resampling;

/**
 * A rectangle of a photograph, enlarged by Lanczos, with a patch laid over it: what a result would
 * be if nothing else were done. For use by one thread.
 */
final class Pasted implements PartedPhotograph {
  private final Resampling enlarged;
  private final Patch patch;
  private final int left;
  private final int top;
  private final int width;
  private final int height;

  /** A rectangle of the result, in its pixels. */
  Pasted(Resampling enlarged, Patch patch, int left, int top, int width, int height) {
    this.enlarged = enlarged;
    this.patch = patch;
    this.left = left;
    this.top = top;
    this.width = width;
    this.height = height;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public Photograph view(int x, int y, int width, int height) throws IOException {
    float[] numbers = new float[width * height * Photograph.CHANNELS];
    enlarged.read(left + x, top + y, width, height, numbers);
    lay(numbers, left + x, top + y, width, height);
    Photograph view = Photograph.black(width, height);
    ByteBuffer rgb = view.rgb();
    for (float number : numbers) {
      rgb.put((byte) Math.round(Math.max(0, Math.min(255, number))));
    }
    return view;
  }

  private void lay(float[] numbers, int x, int y, int width, int height) {
    int from = Math.max(x, patch.x());
    int across = Math.min(x + width, patch.x() + patch.width()) - from;
    int first = Math.max(y, patch.y());
    int down = Math.min(y + height, patch.y() + patch.height()) - first;
    if (across <= 0 || down <= 0) {
      return;
    }
    Patch.Pixels pixels = patch.render(from, first, across, down);
    for (int i = 0; i < pixels.mask().length; i++) {
      int at = ((first - y + i / across) * width + from - x + i % across) * Photograph.CHANNELS;
      for (int c = 0; c < Photograph.CHANNELS; c++) {
        int above = pixels.rgb()[i * Photograph.CHANNELS + c] & 0xff;
        numbers[at + c] += pixels.mask()[i] * (above - numbers[at + c]);
      }
    }
  }
}
