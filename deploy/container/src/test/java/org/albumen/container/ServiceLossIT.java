package org.albumen.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.albumen.common.config.KafkaClients;
import org.albumen.common.event.JobSucceeded;
import org.albumen.container.site.Batch;
import org.albumen.container.site.ContainerTest;
import org.albumen.container.site.Patience;
import org.albumen.container.site.Site;
import org.albumen.container.site.WorkerContainer;
import org.junit.jupiter.api.Test;

/** A broker that restarts under load, and a store that is away. */
@ContainerTest
class ServiceLossIT {
  private static final int READY = 200;
  private static final int UNREADY = 503;

  @Test
  void theBrokerRestartsUnderLoad(Site site) throws Exception {
    // Given
    Batch batch = Batch.submit(site, "broker", 700, 300, 700, 300, 700, 300, 700, 300);
    try (WorkerContainer worker = site.worker("broker-1", "broker").withShortLock()) {
      worker.start();
      batch.awaitSucceeded(1);
      // When
      site.kafka().restart();
      Patience.until(
          "the broker is back",
          () -> {
            new KafkaClients(site.config().kafka()).ping();
            return true;
          });
      // Then
      batch.reconcile();
      assertThat(worker.isRunning()).isTrue();
    }
  }

  @Test
  void whileTheStoreIsAwayTheWorkerIsNotReadyAndHoldsItsJobs(Site site) throws Exception {
    // Given
    Batch batch = Batch.submit(site, "store", 500, 300, 500, 300, 500, 300);
    try (WorkerContainer worker = site.worker("store-1", "store")) {
      worker.start();
      worker.awaitJob();
      // When the store answers nobody, and then is not there at all
      site.s3().freeze();
      awaitReadiness(worker, UNREADY);
      site.s3().thaw();
      awaitReadiness(worker, READY);
      batch.awaitSucceeded(1);
      site.s3().halt();
      awaitReadiness(worker, UNREADY);
      site.s3().resume();
      awaitReadiness(worker, READY);
      // Then no delivery was used up
      assertThat(batch.reconcile()).extracting(JobSucceeded::attempts).containsOnly(1);
      assertThat(worker.isRunning()).isTrue();
    }
  }

  private static void awaitReadiness(WorkerContainer worker, int status) {
    Patience.until(
        worker.name() + " answers " + status + " to /health/ready",
        () -> worker.readiness() == status);
  }
}
