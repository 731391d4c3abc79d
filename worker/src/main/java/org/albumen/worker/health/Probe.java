package org.albumen.worker.health;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;

/**
 * Asks this machine's worker how it is: the health check of an image that has neither curl nor
 * wget. Prints the answer; ends with 0 for 200, else with 1.
 */
public final class Probe {
  private static final int PATIENCE_MS = 5_000;

  private Probe() {}

  /**
   * Asks once.
   *
   * @param arguments the path to ask for; {@code /health/live} when there is none
   */
  public static void main(String[] arguments) {
    String path = arguments.length == 0 ? "/health/live" : arguments[0];
    URI address = address(System.getenv(), path);
    try {
      int status = ask(address);
      System.out.println(address + " " + status);
      System.exit(status == HttpURLConnection.HTTP_OK ? 0 : 1);
    } catch (IOException e) {
      System.out.println(address + " " + e.getMessage());
      System.exit(1);
    }
  }

  /** Where the worker serves, by the settings in its environment: a file is not looked into. */
  static URI address(Map<String, String> environment, String path) {
    String host = environment.getOrDefault("ALBUMEN_WORKER_HTTP_HOST", "");
    String port = environment.getOrDefault("ALBUMEN_WORKER_HTTP_PORT", "");
    boolean any = host.isBlank() || host.equals("0.0.0.0") || host.equals("::");
    return URI.create(
        "http://" + (any ? "127.0.0.1" : host) + ":" + (port.isBlank() ? "9464" : port) + path);
  }

  static int ask(URI address) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setConnectTimeout(PATIENCE_MS);
    connection.setReadTimeout(PATIENCE_MS);
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }
}
