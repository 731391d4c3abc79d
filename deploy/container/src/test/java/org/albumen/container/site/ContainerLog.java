package org.albumen.container.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.testcontainers.containers.output.OutputFrame;

/** What a container prints, in {@code target/container-logs}. */
final class ContainerLog implements Consumer<OutputFrame> {
  private static final Path FOLDER = Path.of("target", "container-logs");

  private final Path file;

  ContainerLog(String name) {
    this.file = FOLDER.resolve(name + ".log");
    try {
      Files.createDirectories(FOLDER);
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void accept(OutputFrame frame) {
    try {
      Files.writeString(
          file, frame.getUtf8String(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
