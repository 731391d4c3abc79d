package org.albumen.models.imaging;

import java.io.IOException;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterShape;

/**
 * Decodes one file, step by step in this order, so that nothing is allocated before the step before
 * found it to be right. For one thread. Not what the file says is wrong is thrown as an {@link
 * IOException}, what it says that is not decoded here as an {@link UnsupportedOperationException}.
 */
interface Decoder extends AutoCloseable {
  /** Stored width and height in pixels, from the header. */
  Size size() throws IOException;

  /** Walks the file from its start to its declared end. */
  Findings examine() throws IOException;

  /** Shape of the samples that {@link #decode} writes, not yet upright. */
  RasterShape shape() throws IOException;

  /** What {@link #decode} holds beside the samples, once the file was examined. */
  default MasterHeader.Between between() throws IOException {
    return MasterHeader.Between.NOTHING;
  }

  /** Writes all samples. */
  void decode(Raster to) throws IOException;

  @Override
  void close() throws IOException;

  /** Pixels. */
  record Size(int width, int height) {}
}
