package org.albumen.bench.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before an HTTP server and spoils what a plan says. Each client comes through a door of its
 * own, so that it is known who asked for what. Safe for use by several threads.
 */
final class FaultProxy implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FaultProxy.class);

  private final URI upstream;
  private final Supplier<Fault> plan;
  private final Set<Door> doors = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "fault-proxy");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param upstream {@code http://host:port}
   * @param plan says of each request what happens to it; asked by several threads
   */
  FaultProxy(URI upstream, Supplier<Fault> plan) {
    this.upstream = upstream;
    this.plan = plan;
  }

  /** Opens another way in. */
  Door open() throws IOException {
    Door door = new Door();
    doors.add(door);
    threads.execute(door::serve);
    return door;
  }

  @Override
  public void close() throws IOException {
    for (Door door : doors) {
      door.close();
    }
    threads.shutdownNow();
  }

  /** A port of the proxy, on the loopback interface. */
  final class Door implements AutoCloseable {
    private static final int BACKLOG = 128;

    private final ServerSocket socket =
        new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    private final Set<String> fetched = ConcurrentHashMap.newKeySet();

    private Door() throws IOException {}

    /** The address for clients. */
    URI endpoint() {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** The path of every GET that came through here, percent-encoded, without its query. */
    Set<String> fetched() {
      return Set.copyOf(fetched);
    }

    /** Lets nobody in any more; who is in already may go on. */
    @Override
    public void close() throws IOException {
      doors.remove(this);
      socket.close();
    }

    private void serve() {
      while (!socket.isClosed()) {
        try {
          Socket client = socket.accept();
          threads.execute(() -> answer(client));
        } catch (IOException e) {
          if (!socket.isClosed()) {
            LOG.warn("a door of the fault proxy failed", e);
          }
        }
      }
    }

    private void answer(Socket client) {
      try (client) {
        new Exchange(client, upstream).answer(plan, this::note);
      } catch (IOException e) {
        LOG.debug("an exchange broke off: {}", e.getMessage());
      }
    }

    private void note(RequestHead request) {
      if (request.method().equals("GET")) {
        fetched.add(request.path().replaceFirst("\\?.*", ""));
      }
    }
  }
}
