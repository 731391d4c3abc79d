package org.albumen.models.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Weights that are in the store.
 *
 * @param card what they are
 * @param source which of the card's sources has this file
 * @param file where they are
 * @param manifest what was recorded when they were pulled
 */
record Pulled(ModelCard card, Source source, Path file, Manifest manifest) {

  /** What a model's folder has, if it is still the file of one of the card's sources. */
  static Optional<Pulled> in(Path folder, ModelCard card) {
    return Manifest.read(folder)
        .flatMap(
            manifest ->
                card.sources().stream()
                    .filter(source -> source.sha256().equals(manifest.sha256()))
                    .findFirst()
                    .map(
                        source ->
                            new Pulled(card, source, folder.resolve(manifest.file()), manifest)))
        .filter(pulled -> hasSize(pulled.file(), pulled.manifest().size()));
  }

  /** A text that is the same for the same weights, run in the same way. */
  String description() {
    return String.join(
        "\n",
        "albumen network 1",
        card.network().canonical(),
        card.precision().resolve().name(),
        manifest.weights(),
        "");
  }

  private static boolean hasSize(Path file, long size) {
    try {
      return Files.size(file) == size;
    } catch (IOException e) {
      return false;
    }
  }
}
