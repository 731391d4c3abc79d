package org.albumen.container.site;

import static java.util.Objects.requireNonNull;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.albumen.common.digest.Digest;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** The dispatcher's image as a service: open to the network, and so to token holders alone. */
public final class DispatcherContainer extends GenericContainer<DispatcherContainer> {
  private static final int API = 8080;
  private static final String TOKEN = "made-for-these-tests";
  private static final String TOKENS =
      """
      {"tokens": [{"name": "tests", "sha256": "%s", "roles": ["submit", "read", "operate"]}]}
      """
          .formatted(Digest.ofBytes(TOKEN.getBytes(StandardCharsets.UTF_8)));
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /** The port on this machine stays the same when the container is started again. */
  DispatcherContainer(Network network, int port) {
    super(DockerImageName.parse(Images.DISPATCHER));
    withNetwork(network);
    withExposedPorts(API);
    withEnv("ALBUMEN_DISPATCHER_HTTP_HOST", "0.0.0.0");
    withEnv("ALBUMEN_DISPATCHER_TOKENS", "/scratch/tokens.json");
    withEnv("ALBUMEN_DISPATCHER_NAME", "dispatcher");
    withEnv("ALBUMEN_DISPATCHER_PAGE_SIZE", "100");
    withCopyToContainer(Transferable.of(TOKENS), "/scratch/tokens.json");
    waitingFor(
        Wait.forLogMessage(".*albumen: http.*\n", 1).withStartupTimeout(Duration.ofMinutes(3)));
    withLogConsumer(new ContainerLog("dispatcher"));
    withCreateContainerCmdModifier(
        create ->
            requireNonNull(create.getHostConfig())
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withPortBindings(
                    new PortBinding(
                        Binding.bindIpAndPort("127.0.0.1", port), ExposedPort.tcp(API))));
  }

  /** Kills it and starts it again, with what it had written. */
  public void killAndStart() {
    getDockerClient().killContainerCmd(getContainerId()).exec();
    Patience.until("the dispatcher is dead", () -> !isRunning());
    getDockerClient().startContainerCmd(getContainerId()).exec();
  }

  /** The status of a request; 0 when nobody answers. */
  public int status(String path, boolean withToken) {
    try {
      return send(HttpRequest.newBuilder(at(path)), withToken).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /** What a request is answered; empty when nobody answers. */
  public String body(String path) {
    try {
      return send(HttpRequest.newBuilder(at(path)), true).body();
    } catch (IOException e) {
      return "";
    }
  }

  /** Submits what a JSON text says. */
  public HttpResponse<String> submit(String json) throws IOException {
    return send(
        HttpRequest.newBuilder(at("/batches"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)),
        true);
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + getMappedPort(API) + path);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, boolean withToken)
      throws IOException {
    if (withToken) {
      request.header("Authorization", "Bearer " + TOKEN);
    }
    try {
      return HTTP.send(
          request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
