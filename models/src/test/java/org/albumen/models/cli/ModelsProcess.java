package org.albumen.models.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** {@code albumen models} in a process of its own. */
final class ModelsProcess {
  private ModelsProcess() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ModelsCommand()).execute(arguments));
  }

  /** Starts it; what it says goes to a file. */
  static Process start(Path said, String... arguments) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-Xmx256m", "-cp", classPath));
    command.add(ModelsProcess.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start();
  }
}
