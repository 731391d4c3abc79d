package org.albumen.worker.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job's own folder on the local disk; gone when the job has ended. */
public final class Scratch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);

  private final Path folder;

  private Scratch(Path folder) {
    this.folder = folder;
  }

  /** Makes a new folder below {@code parent}. */
  public static Scratch in(Path parent) {
    try {
      Files.createDirectories(parent);
      return new Scratch(Files.createTempDirectory(parent, "albumen-job-"));
    } catch (IOException e) {
      throw new UncheckedIOException("no scratch folder can be made in " + parent, e);
    }
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("folder", folder).log("scratch folder left behind", e);
    }
  }
}
