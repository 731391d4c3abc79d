package org.albumen.models.restore;

import static org.albumen.models.failure.RestorationProblem.IMAGE_TOO_LARGE;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.albumen.models.composite.Alteration;
import org.albumen.models.composite.Background;
import org.albumen.models.composite.Compositor;
import org.albumen.models.composite.Patch;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.imaging.Master;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.imaging.raster.RasterShape;
import org.albumen.models.tile.Progress;
import org.albumen.models.tile.TiledNetwork;
import org.jspecify.annotations.Nullable;

/**
 * A result with its mask.
 *
 * @param tile side of the tiles with which the background was finished; 0 without a network
 */
record Composition(Master result, Optional<Raster> mask, Alteration alteration, int tile)
    implements AutoCloseable {

  static Composition make(
      Master input,
      PhotoOptions options,
      @Nullable TiledNetwork upscaler,
      List<Patch> patches,
      RasterRoom room,
      Progress progress)
      throws RestorationException, IOException, InterruptedException {
    RasterShape shape = enlarged(input.shape(), options.scale());
    Raster raster = room.create(shape);
    @Nullable Raster mask = null;
    boolean made = false;
    try {
      if (options.mask()) {
        mask = room.create(new RasterShape(shape.width(), shape.height(), 1, 8));
      }
      Compositor compositor = new Compositor(input, patches, raster, mask);
      int tile = 0;
      if (upscaler == null) {
        Background.byOriginal(input, options.scale(), compositor);
        progress.tiles(1, 1);
      } else {
        tile = Background.byNetwork(upscaler, input, options.scale(), compositor, room, progress);
      }
      Alteration alteration = compositor.finish();
      made = true;
      return new Composition(
          Resized.with(input, raster), Optional.ofNullable(mask), alteration, tile);
    } finally {
      if (!made) {
        raster.close();
        if (mask != null) {
          mask.close();
        }
      }
    }
  }

  private static RasterShape enlarged(RasterShape from, int scale) throws RestorationException {
    long width = (long) from.width() * scale;
    long height = (long) from.height() * scale;
    if (width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw new RestorationException(
          IMAGE_TOO_LARGE,
          "a result of " + width + "x" + height + " pixels is too large; give a maximum long side");
    }
    return new RasterShape((int) width, (int) height, from.channels(), from.bits());
  }

  @Override
  public void close() {
    result.close();
    mask.ifPresent(Raster::close);
  }
}
