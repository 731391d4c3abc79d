package org.albumen.models.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Weights that are in the store.
 *
 * @param card what they are
 * @param rootKey where in the file the state dictionary is; null when no key was given
 * @param file where they are
 * @param manifest what was recorded when they were pulled or imported
 */
record Pulled(ModelCard card, @Nullable String rootKey, Path file, Manifest manifest) {

  /**
   * What a model's folder has, if it is still the file of one of the card's sources, or a user's.
   */
  static Optional<Pulled> in(Path folder, ModelCard card) {
    return Manifest.read(folder)
        .filter(manifest -> hasSize(folder.resolve(manifest.file()), manifest.size()))
        .flatMap(manifest -> of(folder.resolve(manifest.file()), card, manifest));
  }

  private static Optional<Pulled> of(Path file, ModelCard card, Manifest manifest) {
    if (manifest.imported()) {
      return Optional.of(new Pulled(card, manifest.rootKey(), file, manifest));
    }
    return card.sources().stream()
        .filter(source -> gave(source, manifest))
        .findFirst()
        .map(source -> new Pulled(card, source.rootKey(), file, manifest));
  }

  private static boolean gave(Source source, Manifest manifest) {
    String sha256 = source.sha256();
    return sha256 == null
        ? source.words().equals(manifest.from())
        : sha256.equals(manifest.sha256());
  }

  /** A text that is the same for the same weights, run in the same way. */
  String description() {
    return String.join(
        "\n",
        "albumen network 2",
        card.network().canonical(),
        card.network().declaration().map(d -> d.form(card)).orElse("as it is"),
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
