package org.albumen.worker.job;

import org.albumen.common.event.JobSucceeded;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.job.Job;
import org.albumen.common.recipe.Isolation;
import org.albumen.common.recipe.RecipeBook;

/**
 * Runs suspicious jobs alone, in a process of their own where the recipe says so and there is one
 * to be had; every other job beside its like. Safe for use by several threads.
 */
final class IsolatingRunner {
  private final Turns turns = new Turns();
  private final RecipeBook recipes;
  private final JobRunner beside;
  private final JobRunner process;

  /**
   * @param beside runs in this process
   * @param process runs in another, or also in this one where no other can be had
   */
  IsolatingRunner(RecipeBook recipes, JobRunner beside, JobRunner process) {
    this.recipes = recipes;
    this.beside = beside;
    this.process = process;
  }

  JobSucceeded beside(Job job, int attempt, Held held)
      throws AlbumenException, InterruptedException {
    return turns.shared(() -> beside.run(job, attempt, held));
  }

  /**
   * @param beginning what is done when the job's turn has come, before it runs
   */
  JobSucceeded alone(Job job, int attempt, Held held, Beginning beginning)
      throws AlbumenException, InterruptedException {
    boolean apart = recipes.find(job.recipe()).isolation() == Isolation.PROCESS;
    JobRunner runner = apart ? process : beside;
    return turns.alone(
        () -> {
          beginning.begin();
          return runner.run(job, attempt, held);
        });
  }

  /** A step before a job runs alone. */
  @FunctionalInterface
  interface Beginning {
    void begin() throws InterruptedException;
  }
}
