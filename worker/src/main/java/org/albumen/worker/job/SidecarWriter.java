package org.albumen.worker.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.albumen.common.Software;
import org.albumen.common.digest.Digest;
import org.albumen.common.event.ResultImage;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.recipe.ImageFormat;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.common.sidecar.Alteration;
import org.albumen.common.sidecar.Sidecar;
import org.albumen.worker.claim.Claim;
import org.albumen.worker.task.Made;
import org.albumen.worker.task.Made.Original;
import org.albumen.worker.task.Made.Restoration;
import org.jspecify.annotations.Nullable;

/** Says of a result how it was made. */
record SidecarWriter(String worker, Clock clock) {

  /**
   * The sidecar of a result that is not stored yet.
   *
   * @throws IOException when its files cannot be read
   */
  Sidecar of(Claim claim, Made made) throws IOException {
    Original original = made.original();
    Restoration restoration = made.restoration();
    return new Sidecar(
        Sidecar.SCHEMA,
        claim.fingerprint().hex(),
        claim.job().id(),
        claim.job().batchId(),
        claim.task().source(),
        original == null ? null : original.sha256(),
        original == null ? null : original.width(),
        original == null ? null : original.height(),
        original == null ? null : original.image(),
        claim.task().recipe(),
        image(claim.keys().image(), made.format(), made.file(), made),
        restoration == null ? null : restoration.downscaled(),
        restoration == null ? null : restoration.outcome(),
        restoration == null ? List.of() : restoration.faces(),
        restoration == null ? null : restoration.consistency(),
        restoration == null ? null : alteration(claim, made, restoration),
        premis(claim),
        claim.networks(),
        made.timings(),
        Software.NAME_AND_VERSION,
        claim.task().pipelineVersion(),
        worker,
        clock.instant());
  }

  private static @Nullable Alteration alteration(Claim claim, Made made, Restoration restoration)
      throws IOException {
    Double coverage = restoration.coverage();
    if (coverage == null) {
      return null;
    }
    Path mask = restoration.mask();
    return new Alteration(
        coverage, mask == null ? null : image(claim.keys().mask(), ImageFormat.PNG, mask, made));
  }

  private static @Nullable ObjectRef premis(Claim claim) {
    return claim.task().recipe() instanceof RestoreRecipe recipe && recipe.storesPremis()
        ? claim.keys().premis()
        : null;
  }

  private static ResultImage image(ObjectRef key, ImageFormat format, Path file, Made made)
      throws IOException {
    return new ResultImage(
        key.bucket(),
        key.key(),
        format.mediaType(),
        Digest.ofFile(file),
        Files.size(file),
        made.width(),
        made.height());
  }
}
