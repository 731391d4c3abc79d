package org.albumen.models.face.restore;

import static org.albumen.models.failure.RestorationProblem.INVALID_OUTPUT;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.albumen.models.face.Face;
import org.albumen.models.face.align.Alignment;
import org.albumen.models.face.paste.FaceClasses;
import org.albumen.models.face.paste.FacePatch;
import org.albumen.models.face.warp.Area;
import org.albumen.models.face.warp.OpenCv;
import org.albumen.models.face.warp.Pixels;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.imaging.PartedPhotograph;
import org.albumen.models.imaging.Photograph;
import org.jspecify.annotations.Nullable;

/**
 * Restores faces: aligns each, has the network restore the crop, blends it with the crop, and makes
 * the patch that goes back into the photograph. Safe for use by several threads, which share the
 * executor. It closes nothing of what it is given.
 */
public final class FaceRestorer {
  private final FaceNetwork network;
  private final @Nullable FaceParser parser;
  private final FaceRuns runs;

  static {
    OpenCv.load();
  }

  /**
   * A restorer.
   *
   * @param parser finds what belongs to a face; null: faces are put back as feathered squares
   * @param executor where the networks run; not the caller's own thread's
   * @param inFlight faces that are worked on at a time, at least 1
   */
  public FaceRestorer(
      FaceNetwork network, @Nullable FaceParser parser, Executor executor, int inFlight) {
    this.network = network;
    this.parser = parser;
    this.runs = new FaceRuns(executor, inFlight);
  }

  /**
   * Restores the faces that are selected. One that fails does not keep the others from it.
   *
   * @param photograph the 8-bit sRGB view of the original; read on this thread only
   * @param found what the detector found with {@link FaceSelection#detectionScore()}
   * @param fidelity 0 for the network's face, 1 for the crop it was made of, linear between
   * @param scale result pixels per pixel of the photograph: 1, 2 or 4
   * @return what became of each, in the order given
   * @throws IOException when the photograph cannot be read
   * @throws InterruptedException when this thread is interrupted; nothing runs on then
   */
  public List<FaceResult> restore(
      PartedPhotograph photograph,
      List<Face> found,
      FaceSelection selection,
      double fidelity,
      int scale)
      throws IOException, InterruptedException {
    require(fidelity);
    Area frame =
        Area.of(
            Math.multiplyExact(photograph.width(), scale),
            Math.multiplyExact(photograph.height(), scale));
    List<Optional<FaceOutcome>> judgements =
        selection.judge(found, photograph.width(), photograph.height());
    List<FaceRuns.Source> selected = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      if (judgements.get(i).isEmpty()) {
        Face face = found.get(i);
        selected.add(() -> prepare(face, photograph, fidelity, scale, frame));
      }
    }
    List<FaceRuns.Answer> answers = runs.run(selected);
    List<FaceResult> results = new ArrayList<>();
    for (int i = 0, next = 0; i < found.size(); i++) {
      Face face = found.get(i);
      Optional<FaceOutcome> outcome = judgements.get(i);
      results.add(
          outcome.isPresent()
              ? new FaceResult(face, outcome.get(), Optional.empty())
              : answers.get(next++).of(face));
    }
    return results;
  }

  /**
   * Restores a photograph that is the crop already: the whole of it is a face as the network's
   * template has it.
   *
   * @param photograph of any size; it is brought to the network's
   * @return of the network's crop size
   * @throws RestorationException {@code INVALID_OUTPUT}, {@code OUT_OF_MEMORY} or {@code
   *     ENGINE_FAILED}
   * @throws InterruptedException when this thread is interrupted
   */
  public Photograph restoreAligned(Photograph photograph, double fidelity)
      throws RestorationException, InterruptedException {
    require(fidelity);
    int side = network.template().size();
    Photograph crop = Pixels.resized(photograph, side, side);
    return runs.one(() -> Fidelity.blend(network.restore(crop), crop, fidelity));
  }

  private static void require(double fidelity) {
    if (!(fidelity >= 0 && fidelity <= 1)) {
      throw new IllegalArgumentException("fidelity must be 0 to 1, not " + fidelity);
    }
  }

  /** Takes the crop, on the caller's thread; what it answers runs on the engine's. */
  private FaceRuns.Work<FacePatch> prepare(
      Face face, PartedPhotograph photograph, double fidelity, int scale, Area frame)
      throws IOException, RestorationException {
    Alignment alignment =
        Alignment.of(face, network.template())
            .orElseThrow(
                () ->
                    new RestorationException(
                        INVALID_OUTPUT, "the detector's landmarks are those of no face"));
    Photograph crop = alignment.crop(photograph);
    return () -> {
      Photograph restored = network.restore(crop);
      FaceClasses classes = parser == null ? null : parser.parse(restored);
      Photograph blended = Fidelity.blend(restored, crop, fidelity);
      return FacePatch.of(blended, alignment, classes, scale, frame);
    };
  }
}
