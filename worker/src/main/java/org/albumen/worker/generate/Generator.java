package org.albumen.worker.generate;

import java.nio.file.Path;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.recipe.GenerateRecipe;
import org.albumen.worker.budget.Need;

/** Draws images from seeds. Implementations are safe for use by several threads. */
public interface Generator extends AutoCloseable {

  /** Changes whenever the same seed and recipe would give other bytes; part of fingerprints. */
  int PIPELINE_VERSION = 1;

  /**
   * The network that a recipe uses; cheap, nothing is loaded.
   *
   * @throws AlbumenException {@code UNKNOWN_MODEL}, {@code MODEL_UNAVAILABLE}; {@code
   *     MODEL_MISMATCH} when it takes photographs
   */
  NetworkUse network(GenerateRecipe recipe) throws AlbumenException;

  /**
   * What {@link #generate} would hold at most; no network is loaded.
   *
   * @throws AlbumenException as {@link #network}
   */
  default Need need(GenerateRecipe recipe) throws AlbumenException {
    return Need.NONE;
  }

  /**
   * Draws the image of a seed: the same bytes each time on machines of one kind.
   *
   * @param seed 0 to 2^32 - 1
   * @param result is created
   * @throws AlbumenException as {@link #network}; {@code MODEL_MISMATCH} when the network makes no
   *     images from latents, cannot truncate, or answers what is not finite; {@code MODEL_CORRUPT};
   *     {@code OUTPUT_INVALID} when the image has a single colour
   * @throws InterruptedException when the calling thread is interrupted
   */
  Generated generate(GenerateRecipe recipe, long seed, Path result)
      throws AlbumenException, InterruptedException;

  @Override
  void close();

  /**
   * What was drawn.
   *
   * @param width pixels
   * @param height pixels
   * @param generateMs milliseconds, loading included
   * @param encodeMs milliseconds
   */
  record Generated(int width, int height, long generateMs, long encodeMs) {}
}
