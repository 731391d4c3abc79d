package org.albumen.container.site;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The images that are tested, built anew from what Maven packaged. */
public final class Images {
  public static final String WORKER = "albumen/worker:test";
  public static final String DISPATCHER = "albumen/dispatcher:test";
  public static final String SERVICES = "albumen/services:test";

  /** The repository, as seen from this module. */
  static final Path HOME = Path.of("..", "..").toAbsolutePath().normalize();

  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final int UNAVAILABLE = 69;

  private Images() {}

  /**
   * Builds them.
   *
   * @return why they cannot be had on this machine, in a line; empty when they are there
   */
  static Optional<String> build() {
    if (Cli.run(Duration.ofMinutes(1), List.of("docker", "version")).exit() != 0) {
      return Optional.of("no Docker engine answers");
    }
    Cli build =
        Cli.run(
            LIMIT,
            List.of(
                "env",
                "TAG=test",
                HOME.resolve("deploy/docker/build.sh").toString(),
                "worker",
                "dispatcher",
                "services"));
    if (build.exit() == UNAVAILABLE) {
      return Optional.of(build.lastLine());
    }
    if (build.exit() != 0) {
      throw new AssertionError("the images were not built:\n" + build.out());
    }
    return Optional.empty();
  }
}
