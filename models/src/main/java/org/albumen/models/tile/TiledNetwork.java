package org.albumen.models.tile;

import static org.albumen.models.failure.RestorationProblem.IMAGE_TOO_LARGE;
import static org.albumen.models.failure.RestorationProblem.OUT_OF_MEMORY;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.albumen.models.compute.ImageNetwork;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.imaging.PartedPhotograph;
import org.albumen.models.imaging.Photograph;

/**
 * Runs a network over photographs of any size, tile by tile. Beyond source and result it needs the
 * memory of one band of tiles and of the tiles in flight. The result does not depend on the number
 * of threads or on their timing, unless memory was short. Safe for use by several threads, which
 * share the executor.
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
   * Runs the network over a photograph of any size and hands the result on as it is finished, from
   * the top, each row once. When a tile does not fit into memory, the rows that were not handed on
   * yet are cut into tiles half as large, until tiles would be smaller than four overlaps.
   *
   * @param sink takes a result {@link #scale()} times as wide and high
   * @return side of the tiles with which the work was finished; less than the settings' when memory
   *     was short
   * @throws RestorationException what the first failing tile threw, in reading order; {@code
   *     OUT_OF_MEMORY} when the smallest tile does not fit; {@code IMAGE_TOO_LARGE} when a side of
   *     the result is no number; {@code ENGINE_FAILED}; what the sink threw
   * @throws IOException when the source cannot be read; what the sink threw
   * @throws InterruptedException when the calling thread is interrupted; no tile is running then
   */
  public int apply(PartedPhotograph source, Progress progress, BandSink sink)
      throws RestorationException, IOException, InterruptedException {
    requireNumbers(source);
    TileSettings cut = settings.withTile(firstTile(source));
    int delivered = 0;
    while (true) {
      Rest rest = run(source, cut, delivered, progress, sink);
      if (rest.failure().isEmpty()) {
        return cut.tile();
      } else if (!cut.canHalve()) {
        throw rest.failure().get();
      }
      delivered = rest.delivered();
      cut = cut.halved();
    }
  }

  /**
   * The same for a result that is held in memory.
   *
   * @return {@link #scale()} times as wide and high
   * @throws RestorationException as the other; {@code IMAGE_TOO_LARGE} when the result cannot be
   *     held
   */
  public Photograph apply(Photograph source, Progress progress)
      throws RestorationException, InterruptedException {
    long width = (long) source.width() * scale();
    long height = (long) source.height() * scale();
    if (!Photograph.fits(width, height)) {
      throw tooLarge(width, height);
    }
    try {
      Photograph result = Photograph.black((int) width, (int) height);
      ByteBuffer whole = result.rgb();
      apply(source, progress, (top, band) -> whole.put(band.rgb()));
      return result;
    } catch (OutOfMemoryError e) {
      throw new RestorationException(OUT_OF_MEMORY, "not enough memory for the result", e);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be read", e);
    }
  }

  /** What is left to do: nothing, or the rows below those delivered, in smaller tiles. */
  private record Rest(Optional<RestorationException> failure, int delivered) {}

  private Rest run(
      PartedPhotograph source, TileSettings cut, int delivered, Progress progress, BandSink sink)
      throws RestorationException, IOException, InterruptedException {
    TileGrid grid = TileGrid.of(source, cut, network.alignment());
    int row = grid.rowOver(delivered / scale());
    Mosaic mosaic = new Mosaic(grid, scale(), row, delivered, sink);
    try {
      new TileRun(network, grid, executor, cut.inFlight())
          .run(row * grid.columns(), mosaic, progress);
      return new Rest(Optional.empty(), mosaic.delivered());
    } catch (RestorationException e) {
      return rest(e, mosaic);
    } catch (OutOfMemoryError e) {
      return rest(
          new RestorationException(OUT_OF_MEMORY, "not enough memory for a row of tiles", e),
          mosaic);
    }
  }

  private static Rest rest(RestorationException failure, Mosaic mosaic)
      throws RestorationException {
    if (failure.problem() != OUT_OF_MEMORY || mosaic.isHandingOver()) {
      throw failure;
    }
    return new Rest(Optional.of(failure), mosaic.delivered());
  }

  private void requireNumbers(PartedPhotograph source) throws RestorationException {
    long width = (long) source.width() * scale();
    long height = (long) source.height() * scale();
    if (width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw tooLarge(width, height);
    }
  }

  private static RestorationException tooLarge(long width, long height) {
    return new RestorationException(
        IMAGE_TOO_LARGE,
        "a result of " + width + "x" + height + " pixels is too large; give a maximum long side");
  }

  /** No larger than the image, so that half of it is a finer cut. */
  private int firstTile(PartedPhotograph source) {
    int alignment = network.alignment();
    int image =
        (int)
            Math.ceil(
                Math.sqrt((source.width() + alignment) * (double) (source.height() + alignment)));
    return Math.max(4 * settings.overlap(), Math.min(settings.tile(), image));
  }
}
