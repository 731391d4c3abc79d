package org.albumen.models.imaging;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes photographs. The same photograph gives the same bytes with the same JDK. Stateless: safe
 * for any number of threads.
 */
public final class PhotographWriter {
  private PhotographWriter() {}

  /** Writes to the file, which is replaced if it exists and left incomplete when this fails. */
  public static void write(Photograph photograph, OutputFormat format, Path file)
      throws IOException {
    switch (format) {
      case PNG -> PngEncoder.write(photograph, file);
      case JPEG -> JpegEncoder.write(photograph, file);
    }
  }
}
