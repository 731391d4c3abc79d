package org.albumen.container.site;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import java.time.Duration;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** A service of the tests; the machine sees one of its ports, always at the same address. */
public final class ServiceContainer extends GenericContainer<ServiceContainer> {
  private static final int STOP_SECONDS = 30;

  private final int hostPort;

  ServiceContainer(Network network, String alias, int port, int hostPort, String... command) {
    super(DockerImageName.parse(Images.SERVICES));
    this.hostPort = hostPort;
    withNetwork(network);
    withNetworkAliases(alias);
    withExposedPorts(port);
    withCommand(command);
    waitingFor(Wait.forLogMessage("started\n", 1).withStartupTimeout(Duration.ofMinutes(2)));
    withLogConsumer(new ContainerLog(alias));
    withCreateContainerCmdModifier(
        create ->
            java.util.Objects.requireNonNull(create.getHostConfig())
                .withReadonlyRootfs(true)
                .withPortBindings(
                    new PortBinding(
                        Binding.bindIpAndPort("127.0.0.1", hostPort), ExposedPort.tcp(port))));
  }

  /** The port at 127.0.0.1, the same after a restart. */
  int hostPort() {
    return hostPort;
  }

  /** {@code docker restart}: SIGTERM, and the same container again with its data. */
  public void restart() {
    getDockerClient().restartContainerCmd(getContainerId()).withTimeout(STOP_SECONDS).exec();
  }

  /** {@code docker stop}. The container and its data stay. */
  public void halt() {
    getDockerClient().stopContainerCmd(getContainerId()).withTimeout(STOP_SECONDS).exec();
  }

  /** {@code docker start} after {@link #halt}. */
  public void resume() {
    getDockerClient().startContainerCmd(getContainerId()).exec();
  }

  /** {@code docker pause}: nothing is refused, nothing is answered. */
  public void freeze() {
    Freezer.freeze(getDockerClient(), getContainerId());
  }

  /** {@code docker unpause}. */
  public void thaw() {
    Freezer.thaw(getDockerClient(), getContainerId());
  }
}
