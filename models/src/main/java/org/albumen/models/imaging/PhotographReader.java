package org.albumen.models.imaging;

import java.io.IOException;
import java.nio.file.Path;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.imaging.raster.RasterRoom;

/**
 * Reads photographs as networks see them, without keeping the master. Stateless: safe for any
 * number of threads.
 */
public final class PhotographReader {
  private PhotographReader() {}

  /**
   * Reads a photograph: palette, gray, CMYK, 16-bit and transparent images become 8-bit sRGB,
   * transparency over white; an ICC profile and the EXIF orientation are applied.
   *
   * @throws RestorationException as {@link MasterReader#read}
   * @throws IOException when the file cannot be opened
   */
  public static Photograph read(Path file, ReadLimits limits)
      throws RestorationException, IOException {
    ReadLimits fitting =
        new ReadLimits(Math.min(limits.maxPixels(), Photograph.MOST_PIXELS), limits.maxBytes());
    try (Master master = MasterReader.read(file, fitting, RasterRoom.onHeap())) {
      return master.photographOverWhite();
    }
  }
}
