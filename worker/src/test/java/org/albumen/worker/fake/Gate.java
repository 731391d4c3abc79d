package org.albumen.worker.fake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP port before another that can be shut: then connections break and none is accepted. */
public final class Gate implements AutoCloseable {
  private final URI target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final int port;
  private ServerSocket server;

  public Gate(URI target) throws IOException {
    this.target = target;
    this.server = listen(0);
    this.port = server.getLocalPort();
  }

  /** Where clients connect instead of the target. */
  public URI endpoint() {
    return URI.create(target.getScheme() + "://127.0.0.1:" + port);
  }

  /** Breaks every connection and accepts no more. */
  public synchronized void shut() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  /** Accepts connections again. */
  public synchronized void open() throws IOException {
    server = listen(port);
  }

  @Override
  public void close() throws IOException {
    shut();
  }

  private ServerSocket listen(int at) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
    daemon(() -> accept(socket));
    return socket;
  }

  private void accept(ServerSocket from) throws IOException {
    while (true) {
      Socket client = from.accept();
      sockets.add(client);
      Socket behind = new Socket(target.getHost(), target.getPort());
      sockets.add(behind);
      client.setTcpNoDelay(true);
      behind.setTcpNoDelay(true);
      daemon(() -> copy(client, behind));
      daemon(() -> copy(behind, client));
    }
  }

  private void copy(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void daemon(Step step) {
    Thread thread =
        new Thread(
            () -> {
              try {
                step.run();
              } catch (IOException e) {
                // The gate was shut, or one side hung up: the thread ends.
              }
            },
            "gate");
    thread.setDaemon(true);
    thread.start();
  }

  /** Something that ends when its socket is closed. */
  private interface Step {
    void run() throws IOException;
  }
}
