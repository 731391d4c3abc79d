package org.albumen.worker.restore;

import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.albumen.common.event.FaceFinding;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.common.sidecar.Sidecar.Downscaled;
import org.jspecify.annotations.Nullable;

/** Restores photographs. Implementations are safe for use by several threads. */
public interface Restorer extends AutoCloseable {

  /** Changes whenever the same source and recipe would give other bytes; part of fingerprints. */
  int PIPELINE_VERSION = 2;

  /**
   * The networks that a recipe uses, in a fixed order; cheap, nothing is loaded.
   *
   * @throws AlbumenException {@code UNKNOWN_MODEL}, {@code MODEL_UNAVAILABLE}
   */
  List<NetworkUse> networks(RestoreRecipe recipe) throws AlbumenException;

  /**
   * Restores one photograph.
   *
   * @param source a file of any format that is read
   * @param result is created
   * @param progress told the part that is done, 0 to 1, from any thread
   * @throws AlbumenException with one of the codes of images, models or memory
   * @throws InterruptedException when the calling thread is interrupted
   */
  Restored restore(RestoreRecipe recipe, Path source, Path result, DoubleConsumer progress)
      throws AlbumenException, InterruptedException;

  @Override
  void close();

  /**
   * What was done.
   *
   * @param sourceWidth pixels, upright
   * @param sourceHeight pixels, upright
   * @param width pixels of the result
   * @param height pixels of the result
   * @param downscaled what the networks saw, when it was less than the source
   * @param decodeMs milliseconds
   * @param restoreMs milliseconds
   * @param encodeMs milliseconds
   */
  record Restored(
      int sourceWidth,
      int sourceHeight,
      int width,
      int height,
      @Nullable Downscaled downscaled,
      List<FaceFinding> faces,
      long decodeMs,
      long restoreMs,
      long encodeMs) {
    public Restored {
      faces = List.copyOf(faces);
    }
  }
}
