package org.albumen.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Where a run has everything. A temporary one is deleted when there is nothing to see in it. */
final class RunFolder implements AutoCloseable {
  private final Path path;
  private final boolean temporary;
  private boolean dispensable;

  private RunFolder(Path path, boolean temporary) {
    this.path = path;
    this.temporary = temporary;
  }

  /**
   * The folder that an option names, or a temporary one.
   *
   * @throws ParameterException when the named one has something in it
   */
  static RunFolder of(@Nullable Path kept, CommandSpec spec) throws IOException {
    if (kept == null) {
      return new RunFolder(Files.createTempDirectory("albumen-bench-"), true);
    }
    Path folder = Files.createDirectories(kept).toRealPath();
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw new ParameterException(spec.commandLine(), "--keep: " + kept + " is not empty");
      }
    }
    return new RunFolder(folder, false);
  }

  Path path() {
    return path;
  }

  /** All is well: nobody needs it if it is temporary. */
  void nothingToSee() {
    dispensable = true;
  }

  @Override
  public void close() throws IOException {
    if (!temporary || !dispensable) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
