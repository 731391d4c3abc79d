package org.albumen.models.composite;

import java.io.IOException;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.imaging.Master;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.imaging.Resampling;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.imaging.raster.RasterShape;
import org.albumen.models.tile.Progress;
import org.albumen.models.tile.TiledNetwork;

/**
 * Where the background comes from. A network that enlarges more than is wanted is brought back by
 * the mean of squares; of one that enlarges less the answer is enlarged further by Lanczos: run a
 * second time over its own answer it would cost five times as much and invent details of details.
 */
public final class Background {
  private Background() {}

  /**
   * Lays a network's answer, tile by tile.
   *
   * @param scale pixels of the result per pixel of the original
   * @param room holds the answer when it has to be enlarged further
   * @return side of the tiles with which the work was finished
   * @throws RestorationException as {@link TiledNetwork#apply}
   * @throws IOException when the original cannot be read or the result cannot be written
   * @throws InterruptedException when this thread is interrupted; nothing runs on then
   */
  public static int byNetwork(
      TiledNetwork network,
      Master original,
      int scale,
      Compositor to,
      RasterRoom room,
      Progress progress)
      throws RestorationException, IOException, InterruptedException {
    if (network.scale() < scale) {
      return further(network, original, scale, to, room, progress);
    }
    int factor = network.scale() / scale;
    return network.apply(
        original,
        progress,
        (top, band) -> to.rows(top / factor, band.height() / factor, Answer.of(top, band, factor)));
  }

  /** Lays nothing: the original is enlarged by Lanczos, or stays. */
  public static void byOriginal(Master original, int scale, Compositor to) throws IOException {
    to.rows(0, original.height() * scale);
  }

  private static int further(
      TiledNetwork network,
      Master original,
      int scale,
      Compositor to,
      RasterRoom room,
      Progress progress)
      throws RestorationException, IOException, InterruptedException {
    RasterShape shape =
        new RasterShape(
            original.width() * network.scale(),
            original.height() * network.scale(),
            Photograph.CHANNELS,
            8);
    try (Raster answer = room.create(shape)) {
      int tile =
          network.apply(
              original,
              progress,
              (top, band) -> answer.write(0, top, band.width(), band.height(), band.rgb()));
      int width = original.width() * scale;
      int height = original.height() * scale;
      Resampling enlarged = Resampling.of(answer, width, height);
      to.rows(0, height, (y, rows, rgb) -> enlarged.read(0, y, width, rows, rgb));
      return tile;
    }
  }
}
