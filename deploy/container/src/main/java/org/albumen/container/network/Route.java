package org.albumen.container.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * One port, passed on to a server; what becomes of the bytes is as the fault of the moment says.
 */
final class Route {
  private static final int PIECE = 16 * 1024;
  private static final long DELAY_MS = 100;
  private static final long LOOK_MS = 50;

  private final String host;
  private final int port;
  private final Supplier<Fault> fault;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  Route(String host, int port, Supplier<Fault> fault) {
    this.host = host;
    this.port = port;
    this.fault = fault;
  }

  /** Listens at the server's own port and does not return. */
  void serve() throws IOException {
    try (ServerSocket door = new ServerSocket(port)) {
      while (true) {
        Socket client = door.accept();
        if (fault.get() == Fault.RESET) {
          reset(client);
        } else {
          start(() -> connect(client));
        }
      }
    }
  }

  /** Breaks off all that stands. */
  void resetAll() {
    sockets.forEach(Route::reset);
  }

  private void connect(Socket client) {
    try (client;
        Socket server = new Socket(host, port)) {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      sockets.add(client);
      sockets.add(server);
      Thread back = start(() -> pump(server, client));
      pump(client, server);
      back.join();
    } catch (IOException e) {
      // The server is away: the client sees its connection end.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.removeIf(Socket::isClosed);
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] piece = new byte[PIECE];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        if (fault.get() == Fault.SLOW) {
          Thread.sleep(DELAY_MS);
        }
        while (fault.get() == Fault.SILENT) {
          Thread.sleep(LOOK_MS);
        }
        out.write(piece, 0, read);
      }
    } catch (IOException e) {
      // One side is gone; closing both tells the other.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void reset(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0); // closing then sends RST
    } catch (IOException e) {
      // It was closed already.
    }
  }

  private static Thread start(Runnable task) {
    Thread thread = new Thread(task, "route");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
