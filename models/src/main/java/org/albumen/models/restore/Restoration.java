package org.albumen.models.restore;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.albumen.models.composite.Alteration;
import org.albumen.models.consistency.Score;
import org.albumen.models.imaging.Master;
import org.albumen.models.imaging.raster.Raster;

/**
 * A restored photograph and what was done to it.
 *
 * @param result the restored photograph, of the original's channels, depth and colours; its
 *     metadata are the original's, the resolution that of the same size on paper
 * @param mask the alteration mask, 8-bit gray of the result's size, 255 where the networks' answer
 *     replaces the original; empty when it was not asked for
 * @param alteration how much was altered
 * @param outcome what became of it
 * @param reasons why a person should look at it; empty unless the outcome says so
 * @param faces the faces found, the surest first
 * @param consistency how well the result agrees with the original
 * @param scale width of the result divided by the width of the photograph that was given
 * @param downscaling how the photograph was made smaller first; empty when it was not
 * @param tile side of the tiles with which the background was finished; 0 when no network made it
 * @param times where the time went
 */
public record Restoration(
    Master result,
    Optional<Raster> mask,
    Alteration alteration,
    Outcome outcome,
    Set<ReviewReason> reasons,
    List<FaceReport> faces,
    Score consistency,
    double scale,
    Optional<Downscaling> downscaling,
    int tile,
    Times times)
    implements AutoCloseable {
  public Restoration {
    reasons = Set.copyOf(reasons);
    faces = List.copyOf(faces);
  }

  /**
   * Where the time went.
   *
   * @param detecting looking for faces
   * @param faces restoring them
   * @param composing the background's network, waiting for its threads included, and the result
   * @param checking comparing the result with the original
   */
  public record Times(Duration detecting, Duration faces, Duration composing, Duration checking) {}

  /** Gives the result's and the mask's memory or files back. */
  @Override
  public void close() {
    result.close();
    mask.ifPresent(Raster::close);
  }
}
