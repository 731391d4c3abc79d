package org.albumen.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.albumen.common.event.JobSucceeded;
import org.albumen.container.site.Batch;
import org.albumen.container.site.ContainerTest;
import org.albumen.container.site.Site;
import org.albumen.container.site.WorkerContainer;
import org.junit.jupiter.api.Test;

/** Workers that are killed, stopped and put to sleep in the midst of a job. */
@ContainerTest
class WorkerLossIT {
  private static final int LARGE = 1500;

  /** Takes longer than a third of the lock, after which a lane looks up from its job. */
  private static final int VERY_LARGE = 2500;

  private static final int SMALL = 100;

  @Test
  void anotherWorkerFinishesWhatOneThatWasKilledHadBegun(Site site) throws Exception {
    // Given
    Batch batch = Batch.submit(site, "killed", LARGE, SMALL, SMALL);
    try (WorkerContainer first = site.worker("killed-1", "killed");
        WorkerContainer second = site.worker("killed-2", "killed")) {
      first.start();
      first.awaitJob();
      int before = batch.succeeded().size();
      // When
      first.kill();
      second.start();
      // Then
      List<JobSucceeded> succeeded = batch.reconcile();
      assertThat(first.exitCode()).isEqualTo(128 + 9);
      assertThat(before).isLessThan(succeeded.size());
      assertThat(succeeded)
          .filteredOn(event -> event.worker().equals(second.name()))
          .anySatisfy(event -> assertThat(event.attempts()).isEqualTo(2));
    }
  }

  @Test
  void aWorkerThatIsToldToStopEndsItsJobAndExitsWith0(Site site) throws Exception {
    // Given
    Batch batch = Batch.submit(site, "stopped", LARGE);
    try (WorkerContainer worker = site.worker("stopped-1", "stopped")) {
      worker.withEnv("ALBUMEN_WORKER_GRACE", "100s").start();
      worker.awaitJob();
      // When
      long exit = worker.terminate();
      // Then
      assertThat(exit).isZero();
      assertThat(batch.reconcile()).first().extracting(JobSucceeded::attempts).isEqualTo(1);
    }
  }

  @Test
  void aJobThatDoesNotFitTheGraceIsGivenBackAndDoneByAnother(Site site) throws Exception {
    // Given
    Batch batch = Batch.submit(site, "given-back", VERY_LARGE);
    try (WorkerContainer first = site.worker("given-back-1", "given-back").withShortLock();
        WorkerContainer second = site.worker("given-back-2", "given-back").withShortLock()) {
      first.withEnv("ALBUMEN_WORKER_GRACE", "0s").start();
      first.awaitJob();
      // When
      long exit = first.terminate();
      second.start();
      // Then
      assertThat(exit).isZero();
      assertThat(batch.reconcile())
          .first()
          .extracting(JobSucceeded::worker)
          .isEqualTo(second.name());
    }
  }

  @Test
  void aWorkerThatSleptLongerThanItsLockDoublesNothing(Site site) throws Exception {
    // Given
    Batch batch = Batch.submit(site, "asleep", LARGE, SMALL);
    try (WorkerContainer first = site.worker("asleep-1", "asleep").withShortLock();
        WorkerContainer second = site.worker("asleep-2", "asleep").withShortLock()) {
      first.start();
      first.awaitJob();
      // When
      first.freeze();
      second.start();
      batch.awaitSucceeded(2);
      first.thaw();
      first.awaitIdle();
      // Then
      List<JobSucceeded> succeeded = batch.reconcile();
      assertThat(succeeded)
          .filteredOn(event -> event.worker().equals(second.name()))
          .anySatisfy(event -> assertThat(event.attempts()).isEqualTo(2));
      assertThat(first.isRunning()).isTrue();
    }
  }
}
