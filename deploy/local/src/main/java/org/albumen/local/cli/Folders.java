package org.albumen.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;

/** The two folders that are served as buckets. */
final class Folders {
  private Folders() {}

  /**
   * The folder of photographs.
   *
   * @throws AlbumenException {@code BAD_ARGUMENT} when there is none
   */
  static Path photographs(Path path) throws AlbumenException, IOException {
    if (!Files.isDirectory(path)) {
      throw new AlbumenException(FailureCode.BAD_ARGUMENT, path + " is no folder");
    }
    return path.toRealPath();
  }

  /**
   * The folder of results, made when it is missing.
   *
   * @throws AlbumenException {@code TARGET_INSIDE_SOURCE}; {@code BAD_ARGUMENT} when it cannot be
   *     made
   */
  static Path results(Path photographs, Path results) throws AlbumenException {
    try {
      Path to = Files.createDirectories(results).toRealPath();
      if (to.startsWith(photographs)) {
        throw new AlbumenException(
            FailureCode.TARGET_INSIDE_SOURCE,
            results + " lies in the folder to restore and would be restored the next time");
      }
      return to;
    } catch (IOException e) {
      throw new AlbumenException(
          FailureCode.BAD_ARGUMENT, results + " cannot be made a folder: " + e.getMessage(), e);
    }
  }
}
