package org.albumen.worker.job;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.worker.announce.Announcer;
import org.albumen.worker.announce.PatientAnnouncer;
import org.albumen.worker.attempt.Ledger;
import org.albumen.worker.attempt.PatientLedger;
import org.albumen.worker.claim.Claimer;
import org.albumen.worker.task.Tools;

/**
 * Puts together what handles jobs: {@code handle -> isolate -> retry -> flow}, each a decorator of
 * the next.
 *
 * @param recipes that jobs may name
 * @param tools with which jobs are done
 * @param settings what bounds a job
 * @param listener watches jobs
 */
public record JobHandlers(
    RecipeBook recipes, Tools tools, JobSettings settings, JobListener listener) {
  private static final IntervalFunction PAUSE =
      IntervalFunction.ofExponentialRandomBackoff(
          Duration.ofMillis(500), 2.0, 0.5, Duration.ofSeconds(10));

  /** Runs jobs in this process, with retries, and waits while the store answers nobody. */
  public JobRunner runner() {
    Clock clock = Clock.systemUTC();
    JobFlow flow =
        new JobFlow(
            new Claimer(recipes, tools), tools.store(), tools.metrics(), settings, listener, clock);
    Retry retry =
        Retry.of(
            "job",
            RetryConfig.custom()
                .maxAttempts(3)
                .intervalFunction(PAUSE)
                .retryOnException(RetryingRunner::worthTrying)
                .build());
    return new RetryingRunner(flow, retry, new Outage(tools.store()));
  }

  /**
   * Handles deliveries.
   *
   * @param process runs a job in a process of its own; without it such jobs run alone in this one
   */
  public JobHandler handler(Announcer announcer, Ledger ledger, Optional<JobRunner> process) {
    JobRunner beside = runner();
    return new JobHandler(
        new IsolatingRunner(recipes, beside, process.orElse(beside)),
        new PatientAnnouncer(announcer),
        new PatientLedger(ledger, PAUSE),
        tools.metrics(),
        settings,
        listener,
        Clock.systemUTC());
  }
}
