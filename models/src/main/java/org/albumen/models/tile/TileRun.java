package org.albumen.models.tile;

import static org.albumen.models.failure.RestorationProblem.ENGINE_FAILED;
import static org.albumen.models.failure.RestorationProblem.OUT_OF_MEMORY;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.albumen.models.compute.ImageNetwork;
import org.albumen.models.failure.RestorationException;
import org.jspecify.annotations.Nullable;

/** One run over one image: keeps tiles in flight and takes them back in reading order. */
final class TileRun {
  private final ImageNetwork network;
  private final TileGrid grid;
  private final Executor executor;
  private final int inFlight;
  private final Queue<CompletableFuture<ByteBuffer>> flying = new ArrayDeque<>();
  private volatile boolean abandoned;

  TileRun(ImageNetwork network, TileGrid grid, Executor executor, int inFlight) {
    this.network = network;
    this.grid = grid;
    this.executor = executor;
    this.inFlight = inFlight;
  }

  /**
   * Puts the tiles from one on into the mosaic.
   *
   * @throws IOException when the source cannot be read, or what the mosaic's sink threw
   */
  void run(int first, Mosaic mosaic, Progress progress)
      throws RestorationException, IOException, InterruptedException {
    try {
      mosaic.begin();
      int next = first;
      for (int tile = first; tile < grid.tiles(); tile++) {
        if (Thread.interrupted()) { // a finished tile is handed over without looking
          throw new InterruptedException();
        }
        while (next < grid.tiles() && flying.size() < inFlight) {
          launch(next++);
        }
        mosaic.put(tile, land());
        progress.tiles(tile + 1, grid.tiles());
      }
    } finally {
      abandon();
    }
  }

  private void launch(int tile) throws RestorationException {
    CompletableFuture<ByteBuffer> future = new CompletableFuture<>();
    try {
      executor.execute(() -> fly(tile, future));
    } catch (RejectedExecutionException e) {
      throw new RestorationException(ENGINE_FAILED, "the engine is shut down", e);
    }
    flying.add(future);
  }

  @SuppressWarnings(
      "CatchingThrowable") // whatever happens there, the waiting thread must hear of it
  private void fly(int tile, CompletableFuture<ByteBuffer> future) {
    if (abandoned) {
      future.cancel(false);
      return;
    }
    try {
      future.complete(network.apply(grid.samples(tile), grid.tileWidth(), grid.tileHeight()));
    } catch (Throwable e) {
      future.completeExceptionally(e);
    }
  }

  private ByteBuffer land() throws RestorationException, IOException, InterruptedException {
    try {
      ByteBuffer samples = flying.element().get();
      flying.remove();
      return samples;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException unreadable) {
        throw unreadable;
      }
      throw failure(e.getCause());
    }
  }

  private static RestorationException failure(@Nullable Throwable cause) {
    if (cause instanceof RestorationException known) {
      return known;
    } else if (cause instanceof OutOfMemoryError) {
      return new RestorationException(OUT_OF_MEMORY, "not enough memory for a tile", cause);
    }
    return new RestorationException(ENGINE_FAILED, "the network failed: " + cause, cause);
  }

  /**
   * Tiles that wait do not start; those that run are waited for, so that nothing uses the network.
   */
  private void abandon() {
    abandoned = true;
    for (CompletableFuture<ByteBuffer> future : flying) {
      future.handle((samples, failure) -> abandoned).join(); // the first failure is on its way
    }
  }
}
