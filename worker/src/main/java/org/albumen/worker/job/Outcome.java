package org.albumen.worker.job;

import org.albumen.common.attempt.Attempt;
import org.albumen.common.event.JobCancelled;
import org.albumen.common.event.JobFailed;
import org.albumen.common.event.JobSucceeded;
import org.albumen.common.failure.FailureCode;

/**
 * What became of a delivery. Whatever has ended a job was announced before, so that an accepted job
 * is never silent; whatever did not was written into the ledger before, so that the next worker
 * knows why it gets the job.
 */
public sealed interface Outcome {

  /** Whether the message is done with: accepted, else released. */
  boolean accepted();

  /** The result stands in the store. */
  record Succeeded(JobSucceeded event) implements Outcome {
    @Override
    public boolean accepted() {
      return true;
    }
  }

  /** The job has failed for good, by its own fault or as poison, and lies with the dead letters. */
  record Failed(JobFailed event) implements Outcome {
    @Override
    public boolean accepted() {
      return true;
    }
  }

  /** The job's batch was cancelled before the job began: nothing was done. */
  record Cancelled(JobCancelled event) implements Outcome {
    @Override
    public boolean accepted() {
      return true;
    }
  }

  /** A passing failure: somebody may try the job again, at once. */
  record GivenBack(FailureCode code) implements Outcome {
    @Override
    public boolean accepted() {
      return false;
    }
  }

  /** No fault of the job's: the worker stops, or it has lost the job's lock. */
  record Unfinished(Attempt.Ending ending) implements Outcome {
    @Override
    public boolean accepted() {
      return false;
    }
  }

  /** The broker's deliveries are used up, the job's are not: it stands at the queue's end anew. */
  record Requeued() implements Outcome {
    @Override
    public boolean accepted() {
      return true;
    }
  }
}
