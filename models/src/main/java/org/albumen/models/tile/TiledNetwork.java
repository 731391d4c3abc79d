package org.albumen.models.tile;

import static org.albumen.models.failure.RestorationProblem.IMAGE_TOO_LARGE;
import static org.albumen.models.failure.RestorationProblem.OUT_OF_MEMORY;

import java.util.concurrent.Executor;
import org.albumen.models.compute.ImageNetwork;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.imaging.Photograph;

/**
 * Runs a network over photographs of any size, tile by tile. Beyond source and result it needs the
 * memory of one band of tiles and of the tiles in flight. The result does not depend on the number
 * of threads or on their timing. Safe for use by several threads, which share the executor.
 */
public final class TiledNetwork {
  private final ImageNetwork network;
  private final TileSettings settings;
  private final Executor executor;

  /**
   * A network that is run on an executor.
   *
   * @param executor where tiles run; it must not be the caller's own thread's, or callers would
   *     wait for themselves
   */
  public TiledNetwork(ImageNetwork network, TileSettings settings, Executor executor) {
    this.network = network;
    this.settings = settings;
    this.executor = executor;
  }

  /** Result pixels per source pixel along each side. */
  public int scale() {
    return network.scale();
  }

  /**
   * Runs the network over the photograph. When a tile does not fit into memory, the photograph is
   * cut into tiles half as large and run again, until tiles would be smaller than four overlaps.
   *
   * @return {@link #scale()} times as wide and high
   * @throws RestorationException what the first failing tile threw, in reading order; {@code
   *     OUT_OF_MEMORY} when the smallest tile does not fit; {@code IMAGE_TOO_LARGE} when the result
   *     cannot be held; {@code ENGINE_FAILED}
   * @throws InterruptedException when the calling thread is interrupted; no tile is running then
   */
  public Photograph apply(Photograph source, Progress progress)
      throws RestorationException, InterruptedException {
    long width = (long) source.width() * scale();
    long height = (long) source.height() * scale();
    if (!Photograph.fits(width, height)) {
      throw new RestorationException(
          IMAGE_TOO_LARGE,
          "a result of " + width + "x" + height + " pixels is too large; give a maximum long side");
    }
    TileSettings cut = settings.withTile(firstTile(source));
    while (true) {
      try {
        return run(source, cut, progress);
      } catch (RestorationException e) {
        if (e.problem() != OUT_OF_MEMORY || !cut.canHalve()) {
          throw e;
        }
        cut = cut.halved();
      }
    }
  }

  /** No larger than the image, so that half of it is a finer cut. */
  private int firstTile(Photograph source) {
    int alignment = network.alignment();
    int image =
        (int)
            Math.ceil(
                Math.sqrt((source.width() + alignment) * (double) (source.height() + alignment)));
    return Math.max(4 * settings.overlap(), Math.min(settings.tile(), image));
  }

  private Photograph run(Photograph source, TileSettings cut, Progress progress)
      throws RestorationException, InterruptedException {
    TileGrid grid = TileGrid.of(source, cut, network.alignment());
    try {
      return new TileRun(network, grid, executor, cut.inFlight()).run(progress);
    } catch (OutOfMemoryError e) {
      throw new RestorationException(OUT_OF_MEMORY, "not enough memory for the result", e);
    }
  }
}
