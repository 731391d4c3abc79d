package org.albumen.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.worker.fake.ScriptedRestorer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class StartIT {
  private static final String NOBODY = "127.0.0.1:1";

  @TempDir Path folder;
  private final ScriptedRestorer restorer = new ScriptedRestorer();

  @Test
  void aWorkerThatCannotStartSaysWhyInOneLine() throws Exception {
    try (Fleet fleet = new Fleet(folder, "start")) {
      assertFails(
          () ->
              fleet.start(
                  "anna",
                  restorer,
                  "kafka.bootstrap-servers=" + NOBODY,
                  "kafka.connect-timeout=1s"),
          FailureCode.KAFKA_UNAVAILABLE,
          NOBODY);
      assertFails(
          () -> fleet.start("anna", restorer, "kafka.client.max.block.ms=soon"),
          FailureCode.BAD_CONFIGURATION,
          "max.block.ms");
      assertFails(
          () -> fleet.start("anna", restorer, "kafka.client.fetch.max.bytes=many"),
          FailureCode.BAD_CONFIGURATION,
          "fetch.max.bytes");
      try (Worker worker = fleet.start("anna", restorer)) {
        int taken = worker.httpPort();
        assertFails(
            () -> fleet.start("bert", restorer, "worker.http-port=" + taken),
            FailureCode.BAD_CONFIGURATION,
            ":" + taken);
      }
      fleet.gate().shut();
      assertFails(() -> fleet.start("anna", restorer), FailureCode.STORE_UNAVAILABLE, "store");
    }
  }

  @Test
  void aWorkerClosesAtOnceAndMayBeClosedTwice() throws Exception {
    try (Fleet fleet = new Fleet(folder, "close")) {
      // Given
      Worker worker = fleet.start("anna", restorer);
      // When
      worker.close();
      worker.close();
      worker.drain();
      // Then nothing of it is left
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .noneMatch(name -> name.startsWith("albumen-"));
    }
  }

  private static void assertFails(ThrowingCallable start, FailureCode code, String part) {
    assertThatThrownBy(start)
        .isInstanceOfSatisfying(AlbumenException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(part)
        .message()
        .doesNotContain("\n");
  }
}
