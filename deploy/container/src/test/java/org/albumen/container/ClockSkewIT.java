package org.albumen.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.albumen.common.event.JobSucceeded;
import org.albumen.container.site.Batch;
import org.albumen.container.site.ContainerTest;
import org.albumen.container.site.Site;
import org.albumen.container.site.WorkerContainer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workers whose clocks are wrong. */
@ContainerTest
class ClockSkewIT {
  /** Where Debian's package libfaketime has it. */
  private static final Path LIBFAKETIME =
      Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");

  private Site site;

  ClockSkewIT(Site site) {
    this.site = site;
  }

  @ParameterizedTest
  @CsvSource({"ahead,+2h", "behind,-2h"})
  void aWorkerInAnotherTimeDoesItsWork(String name, String offset) throws Exception {
    if (!Files.exists(LIBFAKETIME)) {
      assertThat(System.getenv("ALBUMEN_CONTAINERS")).isNotEqualTo("required");
      System.err.println("NOT PROVEN: clock skew: no libfaketime; install libfaketime");
      Assumptions.abort("no libfaketime; install libfaketime");
    }
    // Given
    Batch batch = Batch.submit(site, name, 200, 200);
    try (WorkerContainer worker = site.worker(name + "-1", name).shiftedBy(LIBFAKETIME, offset)) {
      // When
      worker.start();
      // Then
      List<JobSucceeded> succeeded = batch.reconcile();
      assertThat(succeeded).extracting(JobSucceeded::worker).containsOnly(worker.name());
      Instant there =
          Instant.parse(worker.getLogs().substring(0, "2026-01-01T00:00:00.000Z".length()));
      assertThat(Duration.between(Instant.now(), there).abs())
          .as("the worker's clock is wrong")
          .isGreaterThan(Duration.ofHours(1));
    }
  }
}
