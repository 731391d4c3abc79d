package org.albumen.models.imaging;

import java.io.IOException;
import java.nio.file.Path;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterShape;

/**
 * Writes photographs. The same photograph gives the same bytes with the same JDK. Stateless: safe
 * for any number of threads.
 */
public final class PhotographWriter {
  private PhotographWriter() {}

  /** Writes to the file as {@link MasterWriter} does, in its standard quality. */
  public static void write(Photograph photograph, OutputFormat format, Path file)
      throws IOException {
    RasterShape shape =
        new RasterShape(photograph.width(), photograph.height(), Photograph.CHANNELS, 8);
    try (Raster raster = Raster.over(shape, photograph.rgb())) {
      MasterWriter.write(raster, Metadata.NONE, OutputSettings.of(format), file);
    }
  }
}
