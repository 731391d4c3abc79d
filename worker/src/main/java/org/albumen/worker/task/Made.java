package org.albumen.worker.task;

import java.nio.file.Path;
import java.util.List;
import org.albumen.common.event.Agreement;
import org.albumen.common.event.FaceFinding;
import org.albumen.common.event.PhotoOutcome;
import org.albumen.common.event.Timings;
import org.albumen.common.recipe.ImageFormat;
import org.albumen.common.sidecar.Sidecar.Downscaled;
import org.albumen.common.sidecar.SourceImage;
import org.jspecify.annotations.Nullable;

/**
 * A result that is not stored yet.
 *
 * @param file the encoded result
 * @param format of the result
 * @param width pixels
 * @param height pixels
 * @param original what was restored; null when nothing was
 * @param restoration what was found and measured; null when nothing was restored
 * @param timings of the stages so far
 */
public record Made(
    Path file,
    ImageFormat format,
    int width,
    int height,
    @Nullable Original original,
    @Nullable Restoration restoration,
    Timings timings) {

  /**
   * A photograph as it was read.
   *
   * @param sha256 fixity of its bytes, 64 hex digits
   * @param width pixels, upright
   * @param height pixels, upright
   * @param image its file; null when the restorer does not tell
   */
  public record Original(String sha256, int width, int height, @Nullable SourceImage image) {}

  /**
   * What was found and measured in restoring.
   *
   * @param outcome what became of the photograph
   * @param downscaled what the networks saw, when it was less than the original
   * @param consistency of the whole result; null when it was not measured
   * @param coverage the part of the pixels that a network has changed, 0 to 1; null when it was not
   *     measured
   * @param mask the alteration mask's file, a PNG of the result's size; null when the recipe asks
   *     for none
   */
  public record Restoration(
      PhotoOutcome outcome,
      @Nullable Downscaled downscaled,
      List<FaceFinding> faces,
      @Nullable Agreement consistency,
      @Nullable Double coverage,
      @Nullable Path mask) {
    public Restoration {
      faces = List.copyOf(faces);
    }
  }
}
