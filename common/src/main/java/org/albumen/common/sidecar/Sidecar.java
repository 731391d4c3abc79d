package org.albumen.common.sidecar;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.albumen.common.event.Agreement;
import org.albumen.common.event.FaceFinding;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.event.PhotoOutcome;
import org.albumen.common.event.ResultImage;
import org.albumen.common.event.Timings;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.Source;
import org.albumen.common.recipe.Recipe;
import org.jspecify.annotations.Nullable;

/**
 * How a result was made, stored beside it. It is written after the result: where a sidecar is, the
 * result is whole.
 *
 * @param schema {@link #SCHEMA}
 * @param fingerprint the result's idempotence key, 64 hex digits
 * @param jobId the job that made it
 * @param batchId the batch that the job belonged to
 * @param source what was restored, with the identity under which it was submitted, or the seed
 * @param sourceSha256 fixity of the source's bytes, 64 hex digits; null of a seed
 * @param sourceWidth pixels, after the orientation was applied; null of a seed
 * @param sourceHeight pixels, after the orientation was applied; null of a seed
 * @param sourceImage the source's file as it was read; null of a seed, and in sidecars of earlier
 *     versions
 * @param recipe the whole recipe, as it was then
 * @param result what was made
 * @param downscaled the size to which the photograph was reduced before the networks saw it; null
 *     when it was not
 * @param photograph what became of the photograph; null of a seed
 * @param faces every face that was found, possibly none, with what became of each
 * @param consistency how well the whole result agrees with the photograph; null when it was not
 *     measured
 * @param alteration where the result differs from the photograph; null when it was not measured
 * @param premis where the PREMIS description of this is; null when the recipe asks for none
 * @param networks every network that took part
 * @param timings of the stages before the result was stored
 * @param software name and version
 * @param pipelineVersion changes when the same input would give other bytes
 * @param worker the worker that made it
 * @param createdAt by the worker's clock
 */
public record Sidecar(
    String schema,
    String fingerprint,
    String jobId,
    String batchId,
    Source source,
    @Nullable String sourceSha256,
    @Nullable Integer sourceWidth,
    @Nullable Integer sourceHeight,
    @Nullable SourceImage sourceImage,
    Recipe recipe,
    ResultImage result,
    @Nullable Downscaled downscaled,
    @Nullable PhotoOutcome photograph,
    List<FaceFinding> faces,
    @Nullable Agreement consistency,
    @Nullable Alteration alteration,
    @Nullable ObjectRef premis,
    List<NetworkUse> networks,
    Timings timings,
    String software,
    int pipelineVersion,
    String worker,
    Instant createdAt) {
  /** The name of this form. */
  public static final String SCHEMA = "org.albumen.sidecar.v1";

  public Sidecar {
    if (!SCHEMA.equals(schema)) {
      throw new IllegalArgumentException("schema is not " + SCHEMA);
    }
    requireNonNull(fingerprint, "fingerprint");
    requireNonNull(jobId, "jobId");
    requireNonNull(batchId, "batchId");
    requireNonNull(source, "source");
    requireNonNull(recipe, "recipe");
    requireNonNull(result, "result");
    requireNonNull(faces, "faces");
    requireNonNull(networks, "networks");
    requireNonNull(timings, "timings");
    requireNonNull(software, "software");
    requireNonNull(worker, "worker");
    requireNonNull(createdAt, "createdAt");
    faces = List.copyOf(faces);
    networks = List.copyOf(networks);
  }

  /** The size in pixels that the networks saw. */
  public record Downscaled(int width, int height) {}
}
