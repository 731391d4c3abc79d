package org.albumen.models.restore;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.albumen.models.face.Face;
import org.albumen.models.imaging.Photograph;

/**
 * A restored photograph and what was done to it.
 *
 * @param result the restored photograph
 * @param faces the faces found, the surest first, in pixels of the photograph that was given; empty
 *     when it shows none
 * @param scale width of the result divided by the width of the photograph that was given
 * @param downscaling how the photograph was made smaller first; empty when it was not
 * @param detecting time spent looking for faces
 * @param upscaling time spent in the upscaler, waiting for its threads included
 */
public record Restoration(
    Photograph result,
    List<Face> faces,
    double scale,
    Optional<Downscaling> downscaling,
    Duration detecting,
    Duration upscaling) {
  public Restoration {
    faces = List.copyOf(faces);
  }
}
