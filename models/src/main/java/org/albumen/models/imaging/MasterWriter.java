package org.albumen.models.imaging;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.raster.Raster;

/**
 * Writes rasters and what is known beside their samples: the way out that {@link MasterReader} is
 * in. Rasters are read in bands of about 256 KiB, so that memory does not grow with them. The same
 * raster, metadata and settings give the same bytes with the same JDK; nothing in a file says when
 * it was written. Stateless: safe for any number of threads.
 */
public final class MasterWriter {
  private MasterWriter() {}

  /**
   * Writes a file. It appears, or replaces another, when it is complete; when this fails nothing of
   * it is left.
   *
   * <p>PNG and TIFF keep every sample. JPEG has 8 bits, so that 16 are rounded, and no opacity, so
   * that what lies below is shown over white. Resolutions are rounded to whole pixels per metre
   * (PNG), per inch or centimetre (JPEG).
   *
   * @param metadata of these samples; the profile has as many components as the raster colours
   * @return what the format could not keep
   * @throws IOException when the file cannot be written, the raster cannot be read, or the image is
   *     larger than the format can be (65,535 pixels a side in JPEG)
   */
  public static List<Note> write(
      Raster raster, Metadata metadata, OutputSettings settings, Path file) throws IOException {
    List<Note> notes = new ArrayList<>();
    Path whole = file.toAbsolutePath();
    Path part = whole.resolveSibling("." + UUID.randomUUID() + ".part");
    try {
      switch (settings.format()) {
        case PNG -> PngEncoder.write(raster, metadata, part);
        case JPEG -> JpegEncoder.write(raster, metadata, settings.quality(), part, notes);
        case TIFF -> TiffEncoder.write(raster, metadata, part, notes);
      }
      Files.move(part, whole, ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    return List.copyOf(notes);
  }
}
