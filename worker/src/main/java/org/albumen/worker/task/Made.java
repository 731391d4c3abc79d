package org.albumen.worker.task;

import java.nio.file.Path;
import java.util.List;
import org.albumen.common.event.FaceFinding;
import org.albumen.common.event.Timings;
import org.albumen.common.sidecar.Sidecar.Downscaled;
import org.jspecify.annotations.Nullable;

/**
 * A result that is not stored yet.
 *
 * @param file the encoded result
 * @param width pixels
 * @param height pixels
 * @param original what was restored; null when nothing was
 * @param downscaled what the networks saw, when it was less than the original
 * @param timings of the stages so far
 */
public record Made(
    Path file,
    int width,
    int height,
    @Nullable Original original,
    @Nullable Downscaled downscaled,
    List<FaceFinding> faces,
    Timings timings) {
  public Made {
    faces = List.copyOf(faces);
  }

  /**
   * A photograph as it was read.
   *
   * @param sha256 fixity of its bytes, 64 hex digits
   * @param width pixels, upright
   * @param height pixels, upright
   */
  public record Original(String sha256, int width, int height) {}
}
