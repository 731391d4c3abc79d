package org.albumen.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.albumen.common.event.JobSucceeded;
import org.albumen.container.network.Fault;
import org.albumen.container.site.Batch;
import org.albumen.container.site.ContainerTest;
import org.albumen.container.site.FaultyLine;
import org.albumen.container.site.Patience;
import org.albumen.container.site.Site;
import org.albumen.container.site.WorkerContainer;
import org.junit.jupiter.api.Test;

/** Slow, silent and broken networks between a worker and its broker and store. */
@ContainerTest
class NetworkFaultIT {
  /** Twice the lock. */
  private static final Duration SILENCE = Duration.ofSeconds(12);

  @Test
  void aSlowNetworkAndOneThatBreaksOffLoseNothing(Site site) throws Exception {
    // Given
    Batch batch = Batch.submit(site, "slow", 300, 100, 100, 100);
    try (FaultyLine line = site.faultyLine();
        WorkerContainer worker = line.lead(site.worker("slow-1", "slow"))) {
      // What the store says to a slow upload takes as long as the upload.
      worker.withEnv("ALBUMEN_S3_READ_TIMEOUT", "30s").start();
      worker.awaitJob();
      // When
      line.suffer(Fault.SLOW);
      batch.awaitSucceeded(2);
      line.suffer(Fault.RESET);
      Patience.pause(Duration.ofSeconds(3));
      line.suffer(Fault.NONE);
      // Then
      batch.reconcile();
      assertThat(worker.isRunning()).isTrue();
    }
  }

  @Test
  void aWorkerThatWasCutOffLongerThanItsLockDoublesNothing(Site site) throws Exception {
    // Given
    Batch batch = Batch.submit(site, "cut-off", 1500, 200);
    try (FaultyLine line = site.faultyLine();
        WorkerContainer first = line.lead(site.worker("cut-off-1", "cut-off").withShortLock());
        WorkerContainer second = site.worker("cut-off-2", "cut-off").withShortLock()) {
      first.start();
      first.awaitJob();
      // When
      line.suffer(Fault.SILENT);
      second.start();
      Patience.pause(SILENCE);
      batch.awaitSucceeded(2);
      line.suffer(Fault.NONE);
      first.awaitIdle();
      // Then
      assertThat(batch.reconcile()).extracting(JobSucceeded::worker).containsOnly(second.name());
      assertThat(first.isRunning()).isTrue();
    }
  }
}
