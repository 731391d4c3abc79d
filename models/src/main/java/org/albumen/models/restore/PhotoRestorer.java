package org.albumen.models.restore;

import static org.albumen.models.failure.RestorationProblem.INVALID_OUTPUT;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.albumen.models.face.Face;
import org.albumen.models.face.FaceDetector;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.imaging.Lanczos;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.tile.Progress;
import org.albumen.models.tile.TiledNetwork;

/**
 * Restores whole photographs: faces are found and recorded, then the photograph is enlarged. Safe
 * for use by several threads. Valid until the {@link Restorers} it came from is closed.
 */
public final class PhotoRestorer {
  private final TiledNetwork upscaler;
  private final FaceDetector detector;
  private final double minFaceScore;
  private final OptionalInt maxLongSide;

  PhotoRestorer(TiledNetwork upscaler, FaceDetector detector, PhotoOptions options) {
    this.upscaler = upscaler;
    this.detector = detector;
    this.minFaceScore = options.minFaceScore();
    this.maxLongSide = options.maxLongSide();
  }

  /**
   * Restores a photograph, which is not changed.
   *
   * @param progress told on this thread as the upscaler's tiles are finished
   * @throws RestorationException {@code INVALID_OUTPUT}, {@code OUT_OF_MEMORY}, {@code
   *     IMAGE_TOO_LARGE} when the result cannot be held, or {@code ENGINE_FAILED}; never when there
   *     are merely no faces
   * @throws InterruptedException when this thread is interrupted; nothing runs on then
   */
  public Restoration restore(Photograph photograph, Progress progress)
      throws RestorationException, InterruptedException {
    long start = System.nanoTime();
    List<Face> faces = detector.detect(photograph, minFaceScore);
    long detected = System.nanoTime();
    Photograph input =
        maxLongSide.isPresent()
            ? Lanczos.downscale(photograph, maxLongSide.getAsInt())
            : photograph;
    Photograph result = upscaler.apply(input, progress);
    if (isConstant(result) && !isConstant(input)) {
      throw new RestorationException(INVALID_OUTPUT, "the network answered with a single colour");
    }
    return new Restoration(
        result,
        faces,
        (double) result.width() / photograph.width(),
        downscaling(photograph, input),
        Duration.ofNanos(detected - start),
        Duration.ofNanos(System.nanoTime() - detected));
  }

  private static Optional<Downscaling> downscaling(Photograph from, Photograph to) {
    return from.width() == to.width() && from.height() == to.height()
        ? Optional.empty()
        : Optional.of(new Downscaling(from.width(), from.height(), to.width(), to.height()));
  }

  /**
   * Whether all pixels have the first one's colour; for a real photograph a matter of a few bytes.
   */
  private static boolean isConstant(Photograph photograph) {
    ByteBuffer rgb = photograph.rgb();
    for (int i = Photograph.CHANNELS; i < rgb.capacity(); i++) {
      if (rgb.get(i) != rgb.get(i % Photograph.CHANNELS)) {
        return false;
      }
    }
    return true;
  }
}
