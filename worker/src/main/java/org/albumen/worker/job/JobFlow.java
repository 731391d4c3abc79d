package org.albumen.worker.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.event.Timings;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.common.sidecar.Sidecar;
import org.albumen.worker.claim.Claim;
import org.albumen.worker.claim.Claimer;
import org.albumen.worker.fetch.Scratch;
import org.albumen.worker.guard.Stage;
import org.albumen.worker.guard.TimeLimits;
import org.albumen.worker.metrics.WorkerMetrics;
import org.albumen.worker.store.ResultStore;
import org.albumen.worker.store.ResultStore.Products;
import org.albumen.worker.store.ResultStore.Stored;
import org.albumen.worker.task.Made;
import org.albumen.worker.task.Made.Restoration;
import org.albumen.worker.task.Tools;

/**
 * A job from its claim to its stored result: {@code claim -> make -> store}. Does nothing twice: a
 * result that is found is returned as it is. Safe for use by several threads.
 */
final class JobFlow implements JobRunner {
  private final Claimer claimer;
  private final ResultStore results;
  private final WorkerMetrics metrics;
  private final TimeLimits limits;
  private final JobSettings settings;
  private final JobListener listener;
  private final Clock clock;

  JobFlow(Claimer claimer, Tools tools, JobSettings settings, JobListener listener, Clock clock) {
    this.claimer = claimer;
    this.results = new ResultStore(tools.store());
    this.metrics = tools.metrics();
    this.limits = tools.limits();
    this.settings = settings;
    this.listener = listener;
    this.clock = clock;
  }

  @Override
  public JobSucceeded run(Job job, int attempt, Held held)
      throws AlbumenException, InterruptedException {
    Claim claim = claimer.claim(job);
    Optional<Sidecar> found = results.find(claim);
    if (found.isPresent()) {
      return event(claim, new Stored(found.get(), false), attempt);
    }
    requireInTime(job);
    return event(claim, make(claim), attempt);
  }

  /** Asked after the result was looked for: what is done already cannot be late. */
  private void requireInTime(Job job) throws AlbumenException {
    if (job.deadline() != null && clock.instant().isAfter(job.deadline())) {
      throw new AlbumenException(
          FailureCode.DEADLINE_PASSED, "the job was to begin before " + job.deadline());
    }
  }

  private Stored make(Claim claim) throws AlbumenException, InterruptedException {
    try (Scratch scratch = Scratch.in(settings.scratch())) {
      Made made = claim.task().make(scratch, part -> listener.progress(claim.job(), part));
      Sidecar sidecar = new SidecarWriter(settings.worker(), clock).of(claim, made);
      long start = System.nanoTime();
      Stored stored =
          limits.within(
              Stage.STORE,
              () -> results.store(claim, files(made), sidecar, scratch.file("sidecar")));
      metrics.stage("store", Duration.ofNanos(System.nanoTime() - start));
      if (stored.ours()) {
        metrics.written(sidecar.result().size());
      }
      return stored;
    } catch (IOException e) {
      throw new UncheckedIOException("the local disk failed", e);
    }
  }

  private static Products files(Made made) {
    Restoration restoration = made.restoration();
    return new Products(made.file(), restoration == null ? null : restoration.mask());
  }

  private JobSucceeded event(Claim claim, Stored stored, int attempt) {
    Sidecar sidecar = stored.sidecar();
    return new JobSucceeded(
        claim.job().id(),
        claim.job().batchId(),
        claim.task().source().ref(),
        claim.job().recipe(),
        sidecar.fingerprint(),
        sidecar.result(),
        claim.keys().sidecar(),
        sidecar.photograph(),
        sidecar.faces(),
        sidecar.networks(),
        stored.ours() ? sidecar.timings() : Timings.NONE,
        !stored.ours(),
        attempt,
        settings.worker());
  }
}
