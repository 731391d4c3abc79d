package org.albumen.embedded;

/**
 * A door of the broker. Clients begin with any address that leads to it, and go on with the one
 * that the broker tells them.
 *
 * @param name capital letters; each of a broker's doors has its own
 * @param bindHost the address that is listened on, {@code 0.0.0.0} for all
 * @param port 1 to 65535
 * @param advertisedHost what clients are told
 * @param advertisedPort 1 to 65535
 */
public record Listener(
    String name, String bindHost, int port, String advertisedHost, int advertisedPort) {

  /** A door that only this machine sees. */
  static Listener loopback(int port) {
    return new Listener("CLIENTS", EmbeddedKafka.HOST, port, EmbeddedKafka.HOST, port);
  }

  String bound() {
    return name + "://" + bindHost + ":" + port;
  }

  String advertised() {
    return name + "://" + advertisedHost + ":" + advertisedPort;
  }
}
