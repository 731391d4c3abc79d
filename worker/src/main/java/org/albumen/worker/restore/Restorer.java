package org.albumen.worker.restore;

import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.albumen.common.event.Agreement;
import org.albumen.common.event.FaceFinding;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.event.PhotoOutcome;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.recipe.ImageFormat;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.common.sidecar.Sidecar.Downscaled;
import org.albumen.common.sidecar.SourceImage;
import org.albumen.worker.budget.Need;
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
   * What {@link #restore} would hold at most, told from the photograph's header.
   *
   * @throws AlbumenException with one of the codes of images or models
   * @throws InterruptedException when the calling thread is interrupted
   */
  default Need need(RestoreRecipe recipe, Path source)
      throws AlbumenException, InterruptedException {
    return Need.NONE;
  }

  /**
   * Restores one photograph.
   *
   * @param source a file of any format that is read
   * @param outputs are created
   * @param format of the result
   * @param progress told the part that is done, 0 to 1, from any thread
   * @throws AlbumenException with one of the codes of images, models or memory
   * @throws InterruptedException when the calling thread is interrupted
   */
  Restored restore(
      RestoreRecipe recipe,
      Path source,
      Outputs outputs,
      ImageFormat format,
      DoubleConsumer progress)
      throws AlbumenException, InterruptedException;

  @Override
  void close();

  /**
   * Where the products of a restoration are written.
   *
   * @param result the restored photograph
   * @param mask the alteration mask, an 8-bit gray PNG of the result's size; written only when the
   *     recipe asks for it
   */
  record Outputs(Path result, Path mask) {}

  /**
   * What was done.
   *
   * @param sourceWidth pixels, upright
   * @param sourceHeight pixels, upright
   * @param width pixels of the result
   * @param height pixels of the result
   * @param image the source's file; null when the restorer does not tell
   * @param downscaled what the networks saw, when it was less than the source
   * @param faces every face that was found, with what became of each
   * @param consistency how well the whole result agrees with the source; null when it was not
   *     measured
   * @param coverage the part of the result's pixels that a network has changed, 0 to 1; null when
   *     it was not measured
   * @param review whether somebody should look at the result
   * @param decodeMs milliseconds
   * @param restoreMs milliseconds
   * @param encodeMs milliseconds
   */
  record Restored(
      int sourceWidth,
      int sourceHeight,
      int width,
      int height,
      @Nullable SourceImage image,
      @Nullable Downscaled downscaled,
      List<FaceFinding> faces,
      @Nullable Agreement consistency,
      @Nullable Double coverage,
      boolean review,
      long decodeMs,
      long restoreMs,
      long encodeMs) {
    public Restored {
      faces = List.copyOf(faces);
    }

    /** What became of the photograph. */
    public PhotoOutcome outcome() {
      return PhotoOutcome.of(review, faces);
    }
  }
}
