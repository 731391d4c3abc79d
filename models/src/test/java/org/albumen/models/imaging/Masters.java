package org.albumen.models.imaging;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.imaging.raster.RasterShape;

/** Masters without a file. */
public final class Masters {
  private Masters() {}

  /** Samples in their raster's order, native 16-bit numbers. */
  public static Master of(RasterShape shape, byte[] samples, Metadata metadata) throws Exception {
    Raster raster = RasterRoom.onHeap().create(shape);
    raster.write(0, 0, shape.width(), shape.height(), ByteBuffer.wrap(samples));
    return new Master(raster, metadata, SourceFormat.TIFF, List.of());
  }

  /** An 8-bit sRGB original. */
  public static Master of(Photograph photograph) throws Exception {
    return of(
        new RasterShape(photograph.width(), photograph.height(), 3, 8),
        bytes(photograph),
        Metadata.NONE);
  }

  /** Noise: no two samples are likely to be alike. */
  public static Master noise(RasterShape shape, Metadata metadata) throws Exception {
    byte[] samples = new byte[(int) shape.bytes()];
    new Random(7).nextBytes(samples);
    return of(shape, samples, metadata);
  }

  /** All samples of a raster. */
  public static byte[] bytes(Raster raster) throws Exception {
    ByteBuffer samples = ByteBuffer.allocate((int) raster.shape().bytes());
    raster.read(0, 0, raster.shape().width(), raster.shape().height(), samples);
    return samples.array();
  }

  /** All samples of a photograph. */
  public static byte[] bytes(Photograph photograph) {
    byte[] samples = new byte[photograph.rgb().capacity()];
    photograph.rgb().get(samples);
    return samples;
  }
}
