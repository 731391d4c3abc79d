package org.albumen.worker;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.albumen.common.config.AlbumenConfig;

/** What a worker is called in events, sidecars and logs. */
public final class WorkerName {
  private WorkerName() {}

  /** The name by the settings, else the host's and the process's. */
  public static String of(AlbumenConfig.Worker settings) {
    return settings.name().orElseGet(() -> host() + "-" + ProcessHandle.current().pid());
  }

  private static String host() {
    String host = System.getenv().getOrDefault("HOSTNAME", "");
    if (!host.isEmpty()) {
      return host;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "worker";
    }
  }
}
