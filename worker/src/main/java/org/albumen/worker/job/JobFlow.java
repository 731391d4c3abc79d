package org.albumen.worker.job;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.albumen.common.Software;
import org.albumen.common.digest.Digest;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.event.ResultImage;
import org.albumen.common.event.Timings;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.ObjectRef;
import org.albumen.common.job.RestorationJob;
import org.albumen.common.recipe.ImageFormat;
import org.albumen.common.sidecar.Sidecar;
import org.albumen.common.store.ObjectStore;
import org.albumen.worker.claim.Claim;
import org.albumen.worker.claim.Claimer;
import org.albumen.worker.fetch.Scratch;
import org.albumen.worker.metrics.WorkerMetrics;
import org.albumen.worker.restore.Restorer;
import org.albumen.worker.restore.Restorer.Restored;
import org.albumen.worker.store.ResultStore;
import org.albumen.worker.store.ResultStore.Stored;

/**
 * A job from its claim to its stored result: {@code claim -> fetch -> decode -> restore -> encode
 * -> store}. Does nothing twice: a result that is found is returned as it is. Safe for use by
 * several threads.
 */
final class JobFlow {
  private final Claimer claimer;
  private final ObjectStore store;
  private final Restorer restorer;
  private final ResultStore results;
  private final WorkerMetrics metrics;
  private final JobSettings settings;
  private final Clock clock;

  JobFlow(
      Claimer claimer,
      ObjectStore store,
      Restorer restorer,
      WorkerMetrics metrics,
      JobSettings settings,
      Clock clock) {
    this.claimer = claimer;
    this.store = store;
    this.restorer = restorer;
    this.results = new ResultStore(store);
    this.metrics = metrics;
    this.settings = settings;
    this.clock = clock;
  }

  /** Runs a job to its end; what is returned is durable in the store. */
  JobSucceeded run(RestorationJob job, int attempt, JobListener listener)
      throws AlbumenException, InterruptedException {
    Claim claim = claimer.claim(job);
    Optional<Sidecar> found = results.find(claim);
    if (found.isPresent()) {
      return event(claim, new Stored(found.get(), false), attempt);
    }
    requireInTime(job);
    return event(claim, make(claim, listener), attempt);
  }

  /** Asked after the result was looked for: what is done already cannot be late. */
  private void requireInTime(RestorationJob job) throws AlbumenException {
    if (job.deadline() != null && clock.instant().isAfter(job.deadline())) {
      throw new AlbumenException(
          FailureCode.DEADLINE_PASSED, "the job was to begin before " + job.deadline());
    }
  }

  private Stored make(Claim claim, JobListener listener)
      throws AlbumenException, InterruptedException {
    try (Scratch scratch = Scratch.in(settings.scratch())) {
      Path source = scratch.file("source");
      Path result = scratch.file("result");
      long start = System.nanoTime();
      long bytes = store.get(claim.source(), source, settings.maxSourceBytes()).size();
      long fetchMs = millisSince(start);
      metrics.read(bytes);
      Restored restored =
          restorer.restore(
              claim.recipe(), source, result, part -> listener.progress(claim.job(), part));
      Timings timings =
          new Timings(fetchMs, restored.decodeMs(), restored.restoreMs(), restored.encodeMs(), 0);
      Sidecar sidecar = sidecar(claim, restored, source, result, timings);
      requireUnchanged(claim);
      start = System.nanoTime();
      Stored stored = results.store(claim, result, sidecar, scratch.file("sidecar"));
      record(timings, millisSince(start));
      if (stored.ours()) {
        metrics.written(sidecar.result().size());
      }
      return stored;
    } catch (IOException e) {
      throw new UncheckedIOException("the local disk failed", e);
    }
  }

  /**
   * A source that is known by size and time alone is looked at again, as no precondition held it.
   */
  private void requireUnchanged(Claim claim) throws AlbumenException {
    if (claim.source().versionId() != null || claim.source().etag() != null) {
      return;
    }
    boolean same =
        store
            .head(claim.source().ref())
            .flatMap(head -> head.asSource().withoutTag().identity())
            .equals(claim.source().identity());
    if (!same) {
      throw new AlbumenException(
          FailureCode.SOURCE_CHANGED, claim.source().ref() + " is not what was submitted");
    }
  }

  private Sidecar sidecar(Claim claim, Restored restored, Path source, Path result, Timings timings)
      throws IOException {
    ObjectRef key = claim.keys().image();
    ImageFormat format = claim.recipe().output();
    ResultImage image =
        new ResultImage(
            key.bucket(),
            key.key(),
            format.mediaType(),
            Digest.ofFile(result),
            Files.size(result),
            restored.width(),
            restored.height());
    return new Sidecar(
        Sidecar.SCHEMA,
        claim.fingerprint().hex(),
        claim.job().id(),
        claim.job().batchId(),
        claim.source(),
        Digest.ofFile(source),
        restored.sourceWidth(),
        restored.sourceHeight(),
        claim.recipe(),
        image,
        restored.downscaled(),
        restored.faces(),
        claim.networks(),
        timings,
        Software.NAME_AND_VERSION,
        Restorer.PIPELINE_VERSION,
        settings.worker(),
        clock.instant());
  }

  private JobSucceeded event(Claim claim, Stored stored, int attempt) {
    Sidecar sidecar = stored.sidecar();
    return new JobSucceeded(
        claim.job().id(),
        claim.job().batchId(),
        claim.source().ref(),
        claim.job().recipe(),
        sidecar.fingerprint(),
        sidecar.result(),
        claim.keys().sidecar(),
        sidecar.faces(),
        sidecar.networks(),
        stored.ours() ? sidecar.timings() : Timings.NONE,
        !stored.ours(),
        attempt,
        settings.worker());
  }

  private void record(Timings timings, long storeMs) {
    metrics.stage("fetch", Duration.ofMillis(timings.fetchMs()));
    metrics.stage("decode", Duration.ofMillis(timings.decodeMs()));
    metrics.stage("restore", Duration.ofMillis(timings.restoreMs()));
    metrics.stage("encode", Duration.ofMillis(timings.encodeMs()));
    metrics.stage("store", Duration.ofMillis(storeMs));
  }

  private static long millisSince(long nanos) {
    return NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }
}
