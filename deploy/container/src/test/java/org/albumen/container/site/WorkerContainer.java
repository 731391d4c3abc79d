package org.albumen.container.site;

import static java.util.Objects.requireNonNull;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** The worker's image as an operator runs it: read-only root, no rights, its memory bounded. */
public final class WorkerContainer extends GenericContainer<WorkerContainer> {
  private static final int MANAGEMENT = 9464;
  private static final String ACTIVE = "albumen_jobs_active ";
  private static final long MEMORY = 1536L << 20;
  private static final int MOST_SECONDS = 120;
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private final String name;
  private final Fixture fixture;

  WorkerContainer(Network network, String name, Fixture fixture) {
    super(DockerImageName.parse(Images.WORKER));
    this.name = name;
    this.fixture = fixture;
    withNetwork(network);
    withExposedPorts(MANAGEMENT);
    withEnv("ALBUMEN_WORKER_NAME", name);
    withEnv("ALBUMEN_WORKER_LANES", "1");
    withEnv("ALBUMEN_WORKER_THREADS", "1");
    // Breakers that open after few failures and close again soon: outages here are short.
    withEnv("ALBUMEN_WORKER_BREAKER_WINDOW", "4");
    withEnv("ALBUMEN_WORKER_BREAKER_LEAST_CALLS", "2");
    withEnv("ALBUMEN_WORKER_BREAKER_OPEN_FOR", "2s");
    withEnv("ALBUMEN_WORKER_BREAKER_LONGEST_OPEN", "4s");
    withEnv("ALBUMEN_MODELS_CARDS", "/var/cache/albumen/fixture/models/tiny-cards.json");
    withEnv("ALBUMEN_RECIPES_FOLDER", "/var/cache/albumen/fixture/recipes");
    waitingFor(
        Wait.forLogMessage(".*worker started.*\n", 1).withStartupTimeout(Duration.ofMinutes(3)));
    withLogConsumer(new ContainerLog(name));
    withCreateContainerCmdModifier(
        create ->
            requireNonNull(create.getHostConfig())
                .withReadonlyRootfs(true)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withMemory(MEMORY)
                .withPortBindings(
                    new PortBinding(Binding.bindIp("127.0.0.1"), ExposedPort.tcp(MANAGEMENT))));
  }

  /** Testcontainers itself copies to the root only, which is read-only; a volume is not. */
  @Override
  protected void containerIsCreated(String containerId) {
    Cli copy =
        Cli.run(
            Duration.ofMinutes(1),
            List.of("docker", "cp", fixture.cache() + "/.", containerId + ":/var/cache/albumen/"));
    if (copy.exit() != 0) {
      throw new AssertionError(copy.out());
    }
  }

  /** The worker's name in events. */
  public String name() {
    return name;
  }

  /**
   * Jobs are held for six seconds without being renewed, so that others soon have those of a worker
   * that does not move. Every worker of a pool has to be told.
   */
  public WorkerContainer withShortLock() {
    return withEnv("ALBUMEN_WORKER_LOCK", "6s");
  }

  /** The status of {@code /health/ready}; 0 when nobody answers. */
  public int readiness() {
    return get("/health/ready").map(HttpResponse::statusCode).orElse(0);
  }

  /** Waits until a job is in progress. */
  public void awaitJob() {
    Patience.until(name + " has a job in progress", () -> metrics().contains(ACTIVE + "1.0"));
  }

  /** Waits until none is, and nothing remains to be told to the broker. */
  public void awaitIdle() {
    Patience.until(name + " has no job in progress", () -> metrics().contains(ACTIVE + "0.0"));
    Patience.pause(Duration.ofSeconds(2));
  }

  private String metrics() {
    return get("/metrics").map(HttpResponse::body).orElse("");
  }

  /**
   * Lets the worker live in another time, by {@code libfaketime}; what it measures with the
   * monotonic clock stays as it is.
   *
   * @param offset as {@code faketime} takes it, {@code +2h}
   */
  public WorkerContainer shiftedBy(Path libfaketime, String offset) {
    withFileSystemBind(libfaketime.toString(), "/opt/faketime.so", BindMode.READ_ONLY);
    return withEnv("LD_PRELOAD", "/opt/faketime.so")
        .withEnv("FAKETIME", offset)
        .withEnv("FAKETIME_DONT_FAKE_MONOTONIC", "1")
        // Else every timed wait of the JVM, which is by the monotonic clock, ends at once.
        .withEnv("FAKETIME_FORCE_MONOTONIC_FIX", "0");
  }

  /** SIGKILL. */
  public void kill() {
    getDockerClient().killContainerCmd(getContainerId()).withSignal("KILL").exec();
    Patience.until(
        name + " has ended", () -> !Boolean.TRUE.equals(inspect().getState().getRunning()));
  }

  /** {@code docker stop}: SIGTERM; answers the exit code. */
  public long terminate() {
    getDockerClient().stopContainerCmd(getContainerId()).withTimeout(MOST_SECONDS).exec();
    return exitCode();
  }

  /** The exit code of a worker that has ended. */
  public long exitCode() {
    return requireNonNull(inspect().getState().getExitCodeLong());
  }

  /** {@code docker pause}: the process stands still and does not know. */
  public void freeze() {
    Freezer.freeze(getDockerClient(), getContainerId());
  }

  /** {@code docker unpause}. */
  public void thaw() {
    Freezer.thaw(getDockerClient(), getContainerId());
  }

  /** What the engine knows of it. */
  public InspectContainerResponse inspect() {
    return getDockerClient().inspectContainerCmd(getContainerId()).exec();
  }

  private java.util.Optional<HttpResponse<String>> get(String path) {
    URI address = URI.create("http://127.0.0.1:" + getMappedPort(MANAGEMENT) + path);
    try {
      return java.util.Optional.of(
          HTTP.send(
              HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build(),
              HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      return java.util.Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return java.util.Optional.empty();
    }
  }
}
