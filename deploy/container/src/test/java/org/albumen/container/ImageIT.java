package org.albumen.container;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.albumen.container.site.Cli;
import org.albumen.container.site.ContainerTest;
import org.albumen.container.site.Images;
import org.albumen.container.site.Patience;
import org.albumen.container.site.Site;
import org.albumen.container.site.WorkerContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ContainerTest
class ImageIT {
  private static final long DISPATCHER_BYTES = 200_000_000;

  @Test
  void theWorkerRunsWithoutRightsOnAReadOnlyRootAndIsHealthy(Site site) throws Exception {
    // Given
    try (WorkerContainer worker = site.worker("image", "image")) {
      // When
      worker.start();
      // Then
      assertThat(requireNonNull(worker.inspect().getHostConfig()).getReadonlyRootfs()).isTrue();
      assertThat(worker.execInContainer("id", "-u").getStdout().strip()).isEqualTo("65532");
      assertThat(worker.execInContainer("touch", "/opt/albumen/x").getExitCode()).isNotZero();
      assertThat(worker.execInContainer("touch", "/scratch/x").getExitCode()).isZero();
      assertThat(worker.execInContainer("cat", "/proc/1/comm").getStdout().strip())
          .as("process 1, which SIGTERM reaches")
          .isEqualTo("java");
      Patience.until(
          "the engine calls the worker healthy",
          () ->
              "healthy"
                  .equals(requireNonNull(worker.inspect().getState().getHealth()).getStatus()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Images.WORKER, Images.DISPATCHER})
  void anImageSaysWhatItIsAndUnderWhichLicence(String image) {
    // When
    String labels = docker("image", "inspect", "--format", "{{json .Config.Labels}}", image).out();
    String user = docker("image", "inspect", "--format", "{{.Config.User}}", image).out();
    String health = docker("image", "inspect", "--format", "{{.Config.Healthcheck}}", image).out();
    Cli texts = inside(image, "cat", "/opt/albumen/LICENSE", "/opt/albumen/NOTICE");
    // Then
    assertThat(labels)
        .contains("\"org.opencontainers.image.licenses\":\"Apache-2.0\"")
        .contains("\"org.opencontainers.image.version\":\"0.")
        .contains("org.opencontainers.image.revision", "org.opencontainers.image.title");
    assertThat(user.strip()).isEqualTo("65532:65532");
    assertThat(health).contains("CMD java");
    assertThat(texts.out()).contains("Apache License", "The Albumen Authors");
  }

  @Test
  void theDispatcherCarriesNoNetworks() {
    // When
    String jars = inside(Images.DISPATCHER, "ls", "/opt/albumen", "/opt/albumen/lib").out();
    String size = docker("image", "inspect", "--format", "{{.Size}}", Images.DISPATCHER).out();
    // Then
    assertThat(jars)
        .contains("kafka-clients")
        .doesNotContain("torch", "djl", "onnxruntime", "opencv");
    assertThat(Long.parseLong(size.strip())).isLessThan(DISPATCHER_BYTES);
  }

  @Test
  void theDispatchersHealthCheckAsksKafkaAndTheStore(Site site) {
    // When
    Cli well = site.dispatcher("check");
    Cli lost = site.dispatcher("check", "-D", "s3.endpoint=http://127.0.0.1:1");
    // Then
    assertThat(well.out()).isEqualToNormalizingNewlines("kafka  answers\nstore  answers\n");
    assertThat(well.exit()).isZero();
    assertThat(lost.out()).contains("kafka  answers", "store  STORE_UNAVAILABLE");
    assertThat(lost.exit()).isEqualTo(69);
  }

  private static Cli inside(String image, String program, String... arguments) {
    List<String> command =
        new java.util.ArrayList<>(List.of("run", "--rm", "--read-only", "--entrypoint", program));
    command.add(image);
    command.addAll(List.of(arguments));
    return docker(command.toArray(String[]::new));
  }

  private static Cli docker(String... arguments) {
    List<String> command = new java.util.ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    return Cli.run(Duration.ofMinutes(2), command);
  }
}
