package org.albumen.container.site;

import com.github.dockerjava.api.DockerClient;
import java.util.Objects;

/** {@code docker pause} and {@code docker unpause}. */
final class Freezer {
  private Freezer() {}

  /**
   * Freezes a container. The kernel's first freezer (cgroup v1) does not always catch every process
   * at once; then runc lets all of them go on, Docker says "unable to freeze", and can be asked
   * again.
   */
  static void freeze(DockerClient docker, String container) {
    Patience.until(
        "a container is frozen",
        () -> {
          if (!isFrozen(docker, container)) {
            docker.pauseContainerCmd(container).exec();
          }
          return isFrozen(docker, container);
        });
  }

  static void thaw(DockerClient docker, String container) {
    docker.unpauseContainerCmd(container).exec();
  }

  private static boolean isFrozen(DockerClient docker, String container) {
    return Objects.equals(
        docker.inspectContainerCmd(container).exec().getState().getPaused(), true);
  }
}
