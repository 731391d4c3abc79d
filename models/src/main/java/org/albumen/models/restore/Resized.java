package org.albumen.models.restore;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.imaging.Lanczos;
import org.albumen.models.imaging.Master;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.imaging.raster.RasterShape;

/** Photographs of another size: samples, and what is said of their size on paper. */
final class Resized {
  private Resized() {}

  /** The original scaled down so that its long side is no longer; empty when it is not. */
  static Optional<Master> downscaled(Master original, OptionalInt maxLongSide, RasterRoom room)
      throws RestorationException, IOException {
    int longSide = Math.max(original.width(), original.height());
    if (maxLongSide.isEmpty() || longSide <= maxLongSide.getAsInt()) {
      return Optional.empty();
    }
    RasterShape from = original.shape();
    RasterShape to =
        new RasterShape(
            Lanczos.scaled(from.width(), longSide, maxLongSide.getAsInt()),
            Lanczos.scaled(from.height(), longSide, maxLongSide.getAsInt()),
            from.channels(),
            from.bits());
    Raster raster = room.create(to);
    try {
      Lanczos.resize(original.raster(), raster);
    } catch (IOException | RuntimeException e) {
      raster.close();
      throw e;
    }
    return Optional.of(with(original, raster));
  }

  /** The original with other samples: the same size on paper. */
  static Master with(Master original, Raster raster) {
    double x = (double) raster.shape().width() / original.width();
    double y = (double) raster.shape().height() / original.height();
    Metadata metadata = original.metadata();
    return new Master(
        raster,
        metadata.withResolution(metadata.resolution().map(r -> r.scaled(x, y))),
        original.format(),
        original.notes());
  }
}
