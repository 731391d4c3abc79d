package org.albumen.models.imaging;

import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import org.jspecify.annotations.Nullable;

/**
 * Listens for what a decoder calls a warning and an archive calls a damaged file: libjpeg fills
 * what it cannot decode with gray and goes on.
 */
final class Damage implements IIOReadWarningListener {
  private @Nullable String first;

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    boolean padding = warning.contains("extraneous bytes before marker 0xd9");
    boolean damaged = warning.startsWith("Corrupt JPEG data") || warning.contains("Premature end");
    if (damaged && !padding && first == null) {
      first = warning;
    }
  }

  /**
   * To be called after decoding.
   *
   * @throws IOException when the decoder had to make pixels up
   */
  void check() throws IOException {
    if (first != null) {
      throw new IOException(first);
    }
  }
}
