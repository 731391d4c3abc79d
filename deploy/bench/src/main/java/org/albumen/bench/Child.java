package org.albumen.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A measurement in a process of its own. */
final class Child {
  private Child() {}

  /**
   * Runs a class with this process's class path.
   *
   * @param mark how the line of figures begins
   * @return that line's words, the mark first
   * @throws IOException when the process fails or prints no such line
   */
  static String[] run(List<String> options, Class<?> main, List<String> arguments, String mark)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines;
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      lines = out.lines().toList();
    }
    int code = process.waitFor();
    return lines.stream()
        .filter(line -> line.startsWith(mark + " "))
        .findFirst()
        .map(line -> line.split(" "))
        .orElseThrow(
            () ->
                new IOException(
                    "the measuring process ended with "
                        + code
                        + ": "
                        + (lines.isEmpty() ? "no word" : lines.get(lines.size() - 1))));
  }
}
