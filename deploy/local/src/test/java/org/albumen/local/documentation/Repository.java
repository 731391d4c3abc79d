package org.albumen.local.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The repository in which tests run. */
public final class Repository {
  private Repository() {}

  /** Its root folder. */
  public static Path root() throws IOException {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("albumen")) && Files.exists(at.resolve("README.md"))) {
        return at;
      }
    }
    throw new IOException("no repository above " + Path.of("").toAbsolutePath());
  }

  /** What the README says. */
  public static String readme() throws IOException {
    return Files.readString(root().resolve("README.md"));
  }
}
