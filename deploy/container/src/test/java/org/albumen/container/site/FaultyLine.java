package org.albumen.container.site;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.albumen.container.network.Fault;

/** The only way from a worker to its services: what is told to it becomes of what passes. */
public final class FaultyLine implements AutoCloseable {
  private final ServiceContainer container;
  private final HttpClient http = HttpClient.newHttpClient();

  FaultyLine(ServiceContainer container) {
    this.container = container;
  }

  /** Leads a worker, which has not been started, over this line. */
  public WorkerContainer lead(WorkerContainer worker) {
    String address =
        container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
            .findFirst()
            .orElseThrow()
            .getIpAddress();
    return worker.withExtraHost("kafka", address).withExtraHost("s3", address);
  }

  /** From now on this becomes of what passes. */
  public void suffer(Fault fault) throws IOException, InterruptedException {
    URI control = URI.create("http://127.0.0.1:" + container.hostPort() + "/");
    http.send(
        HttpRequest.newBuilder(control)
            .POST(HttpRequest.BodyPublishers.ofString(fault.name()))
            .build(),
        HttpResponse.BodyHandlers.discarding());
  }

  @Override
  public void close() {
    container.close();
  }
}
