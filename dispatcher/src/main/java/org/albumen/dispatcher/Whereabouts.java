package org.albumen.dispatcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;

/**
 * Where a dispatcher is, and what it is called.
 *
 * @param port on which it listens
 * @param name which no other has
 * @param advertised {@code http://host:port} at which others reach it
 */
record Whereabouts(int port, String name, URI advertised) {

  /**
   * As the settings have it. A port that is to be free is chosen here, for the tracker tells it to
   * others before anybody listens on it.
   *
   * @throws AlbumenException {@code BAD_CONFIGURATION}
   */
  static Whereabouts of(AlbumenConfig.Dispatcher settings) throws AlbumenException {
    int port = settings.httpPort() > 0 ? settings.httpPort() : freePort(settings.httpHost());
    String host = host(settings.httpHost());
    return new Whereabouts(
        port,
        settings.name().orElse(host + "-" + port),
        settings.address().orElse(URI.create("http://" + bracketed(host) + ":" + port)));
  }

  /** Who listens on every address is found by the machine's name. */
  private static String host(String bound) {
    if (!bound.equals("0.0.0.0") && !bound.equals("::")) {
      return bound;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return bound;
    }
  }

  private static String bracketed(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  private static int freePort(String host) throws AlbumenException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new AlbumenException(
          FailureCode.BAD_CONFIGURATION,
          "albumen.dispatcher.http-host " + host + " has no free port",
          e);
    }
  }
}
