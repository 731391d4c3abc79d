package org.albumen.models.restore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.albumen.models.composite.Alteration;
import org.albumen.models.composite.Patch;
import org.albumen.models.consistency.Consistency;
import org.albumen.models.consistency.Part;
import org.albumen.models.face.Face;
import org.albumen.models.face.FaceDetector;
import org.albumen.models.face.restore.FaceOutcome;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.imaging.Master;
import org.albumen.models.imaging.PartedPhotograph;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.tile.Progress;
import org.albumen.models.tile.TiledNetwork;
import org.jspecify.annotations.Nullable;

/**
 * Restores photographs: faces are found and restored, the background is made, and both are laid
 * over the original; the result is then compared with the original. Only rows and tiles are in
 * memory, the photograph is where the room puts it. Safe for use by several threads. Valid until
 * the {@link Restorers} it came from is closed.
 */
public final class PhotoRestorer {
  private final @Nullable TiledNetwork upscaler;
  private final FaceDetector detector;
  private final FaceWork faceWork;
  private final PhotoOptions options;

  /**
   * A restorer.
   *
   * @param upscaler null: the options name none
   */
  PhotoRestorer(
      @Nullable TiledNetwork upscaler,
      FaceDetector detector,
      FaceWork faceWork,
      PhotoOptions options) {
    this.upscaler = upscaler;
    this.detector = detector;
    this.faceWork = faceWork;
    this.options = options;
  }

  /**
   * Restores a photograph, which is neither changed nor closed.
   *
   * @param room where the result is held
   * @param progress told on this thread as the upscaler's tiles are finished
   * @return to be closed by the caller
   * @throws RestorationException {@code INVALID_OUTPUT}, {@code OUT_OF_MEMORY}, {@code
   *     IMAGE_TOO_LARGE} when the result cannot be held, or {@code ENGINE_FAILED}; never when there
   *     are merely no faces
   * @throws IOException when a scratch file fails
   * @throws InterruptedException when this thread is interrupted; nothing runs on then
   */
  public Restoration restore(Master original, RasterRoom room, Progress progress)
      throws RestorationException, IOException, InterruptedException {
    Stopwatch watch = new Stopwatch();
    List<Face> faces = detector.detect(original, options.detectionScore());
    watch.detected();
    Optional<Master> smaller = Resized.downscaled(original, options.maxLongSide(), room);
    try {
      return restore(original, smaller.orElse(original), faces, room, progress, watch);
    } finally {
      smaller.ifPresent(Master::close);
    }
  }

  private Restoration restore(
      Master original,
      Master input,
      List<Face> faces,
      RasterRoom room,
      Progress progress,
      Stopwatch watch)
      throws RestorationException, IOException, InterruptedException {
    double shrinkX = (double) input.width() / original.width();
    double shrinkY = (double) input.height() / original.height();
    List<Face> here = faces.stream().map(face -> face.scaled(shrinkX, shrinkY)).toList();
    List<Part> boxes = here.stream().map(PhotoRestorer::box).toList();
    List<FaceWork.Treated> treated = faceWork.treat(input, here, options.scale());
    List<Float> shares = shares(input, treated, boxes);
    watch.facesDone();
    Composition composition =
        Composition.make(input, options, upscaler, seen(treated, shares), room, progress);
    try {
      watch.composed();
      Consistency consistency = Consistency.of(composition.result(), input, boxes);
      watch.checked();
      List<FaceReport> reports = new ArrayList<>();
      for (int i = 0; i < faces.size(); i++) {
        reports.add(
            new FaceReport(
                faces.get(i), treated.get(i).outcome(), shares.get(i), consistency.parts().get(i)));
      }
      Set<ReviewReason> reasons = reasons(treated, reports, consistency, composition.alteration());
      return new Restoration(
          composition.result(),
          composition.mask(),
          composition.alteration(),
          outcome(reasons, faces),
          reasons,
          reports,
          consistency.whole(),
          (double) composition.result().width() / original.width(),
          downscaling(original, input),
          composition.tile(),
          watch.times());
    } catch (IOException | RuntimeException e) {
      composition.close();
      throw e;
    }
  }

  private static Part box(Face face) {
    return Part.touching(face.x(), face.y(), face.width(), face.height());
  }

  private List<Float> shares(
      PartedPhotograph input, List<FaceWork.Treated> treated, List<Part> boxes) throws IOException {
    FaceBlending blending = new FaceBlending(input, options.scale(), options.leastFace());
    List<Float> shares = new ArrayList<>();
    for (int i = 0; i < treated.size(); i++) {
      Optional<Patch> patch = treated.get(i).patch();
      shares.add(
          patch.isEmpty() ? 0 : options.blend() ? blending.share(patch.get(), boxes.get(i)) : 1);
    }
    return shares;
  }

  private static List<Patch> seen(List<FaceWork.Treated> treated, List<Float> shares) {
    List<Patch> patches = new ArrayList<>();
    for (int i = 0; i < treated.size(); i++) {
      float share = shares.get(i);
      if (share > 0) {
        patches.add(treated.get(i).patch().orElseThrow().faded(share));
      }
    }
    return patches;
  }

  private Set<ReviewReason> reasons(
      List<FaceWork.Treated> treated,
      List<FaceReport> reports,
      Consistency consistency,
      Alteration alteration) {
    Set<ReviewReason> reasons = EnumSet.noneOf(ReviewReason.class);
    if (!consistency.whole().meets(options.leastWhole())) {
      reasons.add(ReviewReason.PHOTOGRAPH_INCONSISTENT);
    }
    for (int i = 0; i < reports.size(); i++) {
      boolean restored = treated.get(i).patch().isPresent();
      if (restored
          && (reports.get(i).share() == 0
              || !reports.get(i).consistency().meets(options.leastFace()))) {
        reasons.add(ReviewReason.FACE_INCONSISTENT);
      }
      if (treated.get(i).outcome() instanceof FaceOutcome.Failed) {
        reasons.add(ReviewReason.FACE_FAILED);
      }
    }
    boolean enlarged = options.scale() > 1;
    if (!reports.isEmpty() && !enlarged && alteration.changed() == 0) {
      reasons.add(ReviewReason.NOTHING_RESTORED);
    }
    return reasons;
  }

  private static Outcome outcome(Set<ReviewReason> reasons, List<Face> faces) {
    if (!reasons.isEmpty()) {
      return Outcome.NEEDS_REVIEW;
    }
    return faces.isEmpty() ? Outcome.NO_FACES : Outcome.RESTORED;
  }

  private static Optional<Downscaling> downscaling(Master from, Master to) {
    return from == to
        ? Optional.empty()
        : Optional.of(new Downscaling(from.width(), from.height(), to.width(), to.height()));
  }
}
