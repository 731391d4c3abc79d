package org.albumen.worker.job;

import org.albumen.common.event.JobSucceeded;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Job;
import org.albumen.worker.guard.Retries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries as often as is sensible; an outage of the store is waited out and counts for nothing. What
 * is thrown without a code gets one. Safe for use by several threads.
 */
final class RetryingRunner implements JobRunner {
  private static final Logger LOG = LoggerFactory.getLogger(RetryingRunner.class);

  private final JobRunner runner;
  private final Retries retries;
  private final Outage outage;

  RetryingRunner(JobRunner runner, Retries retries, Outage outage) {
    this.runner = runner;
    this.retries = retries;
    this.outage = outage;
  }

  /**
   * {@inheritDoc} A store that answers at the first question may have come back only now: that is
   * worth one more round. One that answers after that round too, at once, refuses this job alone.
   */
  @Override
  public JobSucceeded run(Job job, int attempt, Held held)
      throws AlbumenException, InterruptedException {
    boolean storeAnswered = false;
    while (true) {
      try {
        return tried(job, attempt, held);
      } catch (AlbumenException failure) {
        held.require();
        if (failure.code() != FailureCode.STORE_UNAVAILABLE) {
          throw failure;
        }
        boolean answers = !outage.outlast();
        if (answers && storeAnswered) {
          throw failure;
        }
        storeAnswered = answers;
      }
    }
  }

  private JobSucceeded tried(Job job, int attempt, Held held)
      throws AlbumenException, InterruptedException {
    try {
      return retries.run(
          job.id(),
          () -> {
            held.require();
            return runner.run(job, attempt, held);
          });
    } catch (AlbumenException | InterruptedException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      throw new AlbumenException(FailureCode.OUT_OF_MEMORY, "the worker's heap is full", e);
    } catch (Throwable e) {
      held.require();
      LOG.atError().addKeyValue("job", job.id()).log("unexpected failure", e);
      throw new AlbumenException(FailureCode.UNEXPECTED, e.toString(), e);
    }
  }
}
