package org.albumen.models.catalogue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was recorded when weights were pulled or imported, so that nobody has to hash them again.
 *
 * @param file the weights' file name, beside the manifest
 * @param sha256 of the file
 * @param size of the file in bytes
 * @param weights digest of the tensors, the same for every file format
 * @param from where the file came from, for people
 * @param imported whether it is a user's own file and need not be one of the card's sources
 * @param rootKey the key under which an imported file was read; null when none was given
 */
record Manifest(
    String file,
    String sha256,
    long size,
    String weights,
    String from,
    boolean imported,
    @Nullable String rootKey) {
  private static final String NAME = "manifest.json";
  private static final JsonMapper JSON = new JsonMapper();

  /** What is recorded of a pulled file. */
  static Manifest pulled(String file, String sha256, long size, String weights, String from) {
    return new Manifest(file, sha256, size, weights, from, false, null);
  }

  /** The manifest in a model's folder, if there is a readable one. */
  static Optional<Manifest> read(Path folder) {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(folder.resolve(NAME)), Manifest.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Replaces the manifest in one step. */
  void write(Path folder) throws IOException {
    Path unfinished = folder.resolve(NAME + "." + UUID.randomUUID());
    Files.write(unfinished, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    Files.move(
        unfinished,
        folder.resolve(NAME),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
