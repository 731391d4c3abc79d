package org.albumen.models.imaging;

import java.io.IOException;
import org.albumen.models.imaging.raster.RasterShape;

/**
 * What a file says of its image before any of it is decoded.
 *
 * @param format the file's
 * @param shape of the decoded samples, upright
 * @param turned whether decoding turns them: they are in memory twice then
 * @param between what decoding holds beside the samples
 */
public record MasterHeader(
    SourceFormat format, RasterShape shape, boolean turned, Between between) {

  /**
   * What lies between file and samples while they are decoded, in bytes; nothing that matters when
   * rows are decoded one by one.
   *
   * @param heap on the JVM's heap
   * @param outside in a native decoder
   */
  public record Between(long heap, long outside) {
    static final Between NOTHING = new Between(0, 0);
  }

  static MasterHeader of(SourceFormat format, Decoder decoder, Findings findings)
      throws IOException {
    RasterShape stored = decoder.shape();
    Orientation orientation = findings.orientation();
    RasterShape upright =
        orientation.swapsSides() ? stored.resized(stored.height(), stored.width()) : stored;
    return new MasterHeader(format, upright, orientation.code() != 1, decoder.between());
  }
}
