package org.albumen.worker.restore;

import java.util.List;
import org.albumen.common.event.Agreement;
import org.albumen.common.event.FaceFinding;
import org.albumen.common.event.FaceFinding.Landmark;
import org.albumen.common.event.FaceOutcome;
import org.albumen.common.failure.FailureCode;
import org.albumen.models.consistency.Score;
import org.albumen.models.face.Face;
import org.albumen.models.face.restore.FaceOutcome.Failed;
import org.albumen.models.face.restore.FaceOutcome.LowConfidence;
import org.albumen.models.face.restore.FaceOutcome.Restored;
import org.albumen.models.face.restore.FaceOutcome.Skipped;
import org.albumen.models.face.restore.FaceOutcome.TooSmall;
import org.albumen.models.restore.FaceReport;
import org.albumen.worker.model.ModelFailures;
import org.jspecify.annotations.Nullable;

/** What the models report of faces, in the words of events and sidecars. */
final class Findings {
  private Findings() {}

  static List<FaceFinding> of(List<FaceReport> reports) {
    return reports.stream().map(Findings::of).toList();
  }

  private static FaceFinding of(FaceReport report) {
    Face face = report.face();
    return new FaceFinding(
        face.x(),
        face.y(),
        face.width(),
        face.height(),
        face.score(),
        face.landmarks().stream().map(point -> new Landmark(point.x(), point.y())).toList(),
        outcome(report.outcome()),
        code(report.outcome()),
        agreement(report.consistency()));
  }

  /** How well two images agree; the same ones have no ratio that JSON could hold. */
  static Agreement agreement(Score score) {
    return new Agreement(Double.isInfinite(score.psnr()) ? null : score.psnr(), score.ssim());
  }

  private static FaceOutcome outcome(org.albumen.models.face.restore.FaceOutcome outcome) {
    if (outcome instanceof Restored) {
      return FaceOutcome.RESTORED;
    } else if (outcome instanceof TooSmall) {
      return FaceOutcome.TOO_SMALL;
    } else if (outcome instanceof LowConfidence) {
      return FaceOutcome.LOW_CONFIDENCE;
    } else if (outcome instanceof Skipped) {
      return FaceOutcome.SKIPPED;
    } else if (outcome instanceof Failed) {
      return FaceOutcome.FAILED;
    }
    return FaceOutcome.DETECTED;
  }

  private static @Nullable FailureCode code(org.albumen.models.face.restore.FaceOutcome outcome) {
    return outcome instanceof Failed failed ? ModelFailures.code(failed.problem()) : null;
  }
}
