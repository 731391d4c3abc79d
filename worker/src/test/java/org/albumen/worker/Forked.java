package org.albumen.worker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Workers as processes of their own. */
final class Forked {
  private Forked() {}

  /** A worker that says when a job runs, and ends with its standard input. */
  static Process worker(Fleet fleet, String name) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(DoomedWorker.class.getName());
    command.addAll(fleet.credentials());
    fleet.settings(name).forEach((setting, value) -> command.add(setting + "=" + value));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
