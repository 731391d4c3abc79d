package org.albumen.worker.job;

import java.time.Clock;
import java.util.Optional;
import org.albumen.common.control.Cancellations;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.worker.announce.Announcer;
import org.albumen.worker.announce.PatientAnnouncer;
import org.albumen.worker.attempt.Ledger;
import org.albumen.worker.attempt.PatientLedger;
import org.albumen.worker.claim.Claimer;
import org.albumen.worker.guard.Retries;
import org.albumen.worker.task.Tools;

/**
 * Puts together what handles jobs: {@code handle -> isolate -> retry -> flow}, each a decorator of
 * the next.
 *
 * @param recipes that jobs may name
 * @param tools with which jobs are done
 * @param settings what bounds a job
 * @param retries while a job is held
 * @param listener watches jobs
 */
public record JobHandlers(
    RecipeBook recipes, Tools tools, JobSettings settings, Retries retries, JobListener listener) {

  /** Runs jobs in this process, with retries, and waits while the store answers nobody. */
  public JobRunner runner() {
    Clock clock = Clock.systemUTC();
    JobFlow flow =
        new JobFlow(
            new Claimer(recipes, tools, settings.boundary()), tools, settings, listener, clock);
    return new RetryingRunner(flow, retries, new Outage(tools.store(), retries.pause()));
  }

  /**
   * Handles deliveries.
   *
   * @param cancellations whose jobs are passed over
   * @param process runs a job in a process of its own; without it such jobs run alone in this one
   */
  public JobHandler handler(
      Announcer announcer,
      Ledger ledger,
      Cancellations cancellations,
      Optional<JobRunner> process) {
    JobRunner beside = runner();
    PatientLedger notes = new PatientLedger(ledger, retries.pause());
    Closing closing =
        new Closing(
            new PatientAnnouncer(announcer, retries.pause()),
            notes,
            tools.metrics(),
            settings.worker(),
            Clock.systemUTC());
    return new JobHandler(
        new IsolatingRunner(recipes, beside, process.orElse(beside)),
        closing,
        notes,
        cancellations,
        tools.metrics(),
        settings,
        listener,
        Clock.systemUTC());
  }
}
