package org.albumen.models.imaging;

import java.util.List;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.raster.Raster;

/**
 * A decoded original, upright, in its own colour space and depth. Safe for use by several threads
 * as long as none writes the samples that another reads.
 *
 * @param raster the samples; closed with this
 * @param metadata what the file says beside them; it belongs to the samples as they are here
 * @param format the file's format
 * @param notes what of the file is not here, or otherwise
 */
public record Master(Raster raster, Metadata metadata, SourceFormat format, List<Note> notes)
    implements AutoCloseable {
  public Master {
    notes = List.copyOf(notes);
  }

  /** In pixels. */
  public int width() {
    return raster.shape().width();
  }

  /** In pixels. */
  public int height() {
    return raster.shape().height();
  }

  /** Gives the samples' memory or file back. */
  @Override
  public void close() {
    raster.close();
  }
}
