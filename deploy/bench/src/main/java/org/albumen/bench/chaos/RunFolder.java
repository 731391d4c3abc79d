package org.albumen.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.albumen.bench.TemporaryFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Where a run has everything. A temporary one is deleted when there is nothing to see in it. */
final class RunFolder implements AutoCloseable {
  private final Path path;
  private final @Nullable TemporaryFolder temporary;
  private boolean dispensable;

  private RunFolder(Path path, @Nullable TemporaryFolder temporary) {
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
      TemporaryFolder temporary = TemporaryFolder.create();
      return new RunFolder(temporary.path(), temporary);
    }
    Path folder = Files.createDirectories(kept).toRealPath();
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw new ParameterException(spec.commandLine(), "--keep: " + kept + " is not empty");
      }
    }
    return new RunFolder(folder, null);
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
    if (temporary != null && dispensable) {
      temporary.close();
    }
  }
}
