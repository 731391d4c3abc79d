package org.albumen.container.network;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Stands between a worker and its services: listens at the ports of the servers that its arguments
 * name ({@code kafka:9092 s3:9000}) and passes on to them. What it does meanwhile is said by a POST
 * to port 8080 whose body is the name of a {@link Fault}. The kernels of build machines seldom have
 * netem, and this needs no rights.
 */
public final class FaultyNetwork {
  private static final int CONTROL = 8080;
  private static final int NO_CONTENT = 204;

  private FaultyNetwork() {}

  public static void main(String[] servers) throws IOException {
    AtomicReference<Fault> fault = new AtomicReference<>(Fault.NONE);
    List<Route> routes =
        Stream.of(servers)
            .map(server -> server.split(":", 2))
            .map(parts -> new Route(parts[0], Integer.parseInt(parts[1]), fault::get))
            .toList();
    routes.forEach(route -> new Thread(() -> serve(route)).start());
    HttpServer control = HttpServer.create(new InetSocketAddress(CONTROL), 0);
    control.createContext(
        "/",
        exchange -> {
          fault.set(
              Fault.of(
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          if (fault.get() == Fault.RESET) {
            routes.forEach(Route::resetAll);
          }
          exchange.sendResponseHeaders(NO_CONTENT, -1);
          exchange.close();
        });
    control.start();
    System.out.println("started");
  }

  private static void serve(Route route) {
    try {
      route.serve();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
