package org.albumen.models.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.albumen.models.checkpoint.Checkpoint;
import org.albumen.models.checkpoint.Tensor;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.network.Network;
import org.albumen.models.network.TensorNetwork;

/**
 * The weights on this machine: pulled from a card's sources, checked, and turned into what libtorch
 * loads. Everything lies below one folder and is written in one step, so several processes may
 * share it. Safe for use by several threads.
 *
 * <p>Failures common to all methods that take a name: {@code UNKNOWN_MODEL} when no card has it;
 * {@code MODEL_UNAVAILABLE} when it was not pulled.
 */
public final class ModelStore {
  private final Path folder;
  private final Catalogue catalogue;

  private ModelStore(Path folder, Catalogue catalogue) {
    this.folder = folder;
    this.catalogue = catalogue;
  }

  /**
   * A store in a folder, which need not exist.
   *
   * @param cacheFolder for instance {@link CacheFolder#standard()}; made when something is pulled
   */
  public static ModelStore open(Path cacheFolder, Catalogue catalogue) {
    return new ModelStore(cacheFolder.toAbsolutePath(), catalogue);
  }

  /**
   * The store that settings name.
   *
   * @param cacheFolder empty: {@link CacheFolder#standard()}
   * @param cards a file of cards besides those that come with the program
   * @throws ModelException {@code MODEL_CORRUPT} when that file is wrong
   */
  public static ModelStore of(Optional<Path> cacheFolder, Optional<Path> cards)
      throws ModelException {
    Catalogue standard = Catalogue.standard();
    return open(
        cacheFolder.orElseGet(CacheFolder::standard),
        cards.isPresent() ? standard.with(cards.get()) : standard);
  }

  /** The folder that everything lies below. */
  public Path folder() {
    return folder;
  }

  /** The cards, those of imported models last. */
  public Catalogue catalogue() {
    return catalogue.withImported(folder.resolve("models"));
  }

  /** Whether the weights are here; cheap, compares sizes only. */
  public boolean isPulled(String name) throws ModelException {
    return pulled(catalogue().card(name)).isPresent();
  }

  /**
   * Makes sure that the weights are here: tries the card's sources in order, checks the file's
   * SHA-256 and, for a declared network, every tensor's name and shape. One pull at a time among
   * all processes.
   *
   * @param progress told, in lines for people, what is tried
   * @throws ModelException {@code MODEL_UNAVAILABLE} when no source could be reached; {@code
   *     MODEL_CORRUPT} when one gave another file; {@code MODEL_MISMATCH}
   */
  public void pull(String name, Consumer<String> progress) throws ModelException {
    pull(name, Terms.STRICT, progress);
  }

  /**
   * The same on terms of the caller's choice. Without them, weights for non-commercial use and
   * files of unknown SHA-256 are not pulled: {@code MODEL_UNAVAILABLE}.
   */
  public void pull(String name, Terms terms, Consumer<String> progress) throws ModelException {
    ModelCard card = catalogue().card(name);
    if (pulled(card).isPresent()) {
      progress.accept(name + ": is here");
      return;
    }
    try {
      StoreLock.holding(
          folder,
          () -> {
            if (pulled(card).isEmpty()) {
              new Pull(folder, terms, progress).run(card);
            }
          });
      progress.accept(name + ": is here");
    } catch (IOException e) {
      throw notUsable(e);
    }
  }

  /**
   * Takes a user's own file: copies it, checks that its tensors are exactly those of the network,
   * and writes the archive for libtorch. Nothing is left behind when that fails.
   *
   * @throws ModelException {@code MODEL_CORRUPT}; {@code MODEL_MISMATCH} when keys are missing,
   *     left over or misshapen, or the name is taken; {@code MODEL_UNAVAILABLE} when the file
   *     cannot be read or the licence was not accepted
   */
  public Imported importFile(ImportRequest request, Terms terms) throws ModelException {
    if (request.own() && catalogue.has(request.card().name())) {
      throw new ModelException(
          ModelProblem.MODEL_MISMATCH,
          request.card().name() + " is the name of a published model; choose another");
    }
    if (!request.own()) {
      terms.requireLicence(request.card());
    }
    AtomicReference<Imported> imported = new AtomicReference<>();
    try {
      StoreLock.holding(folder, () -> imported.set(new Import(folder, request).run()));
      return Objects.requireNonNull(imported.get());
    } catch (IOException e) {
      throw notUsable(e);
    }
  }

  /** Deletes a model's weights and archives; an imported model is unknown afterwards. */
  public void remove(String name) throws ModelException {
    require(name);
    try {
      StoreLock.holding(
          folder,
          () -> {
            Path model = folder.resolve("models").resolve(name);
            Files.deleteIfExists(model.resolve("manifest.json"));
            if (Files.exists(model)) {
              Pull.deleteTree(model);
            }
            deleteArchives(name);
          });
    } catch (IOException e) {
      throw notUsable(e);
    }
  }

  private void deleteArchives(String name) throws IOException {
    Path archives = folder.resolve("torchscript");
    if (!Files.isDirectory(archives)) {
      return;
    }
    try (Stream<Path> files = Files.list(archives)) {
      for (Path file : files.toList()) {
        if (Conversion.isOf(name, file.getFileName().toString())) {
          Files.delete(file);
        }
      }
    }
  }

  /** Which network a result is made with. Cheap: reads what was recorded when it was pulled. */
  public NetworkIdentity identity(String name) throws ModelException {
    Pulled pulled = require(name);
    return new NetworkIdentity(name, Sha256.of(pulled.description()), pulled.card().licence());
  }

  /**
   * The declared network of a card.
   *
   * @throws ModelException {@code MODEL_MISMATCH} for a card whose file is run as it is
   */
  public Network network(String name) throws ModelException {
    ModelCard card = catalogue().card(name);
    return card.network().declared().orElseThrow(() -> notRunnable(card));
  }

  /**
   * The network of a card on named tensors.
   *
   * @throws ModelException {@code MODEL_MISMATCH} for a card whose network takes images or whose
   *     file is run as it is
   */
  public TensorNetwork tensorNetwork(String name) throws ModelException {
    ModelCard card = catalogue().card(name);
    return card.network()
        .tensors()
        .orElseThrow(
            () ->
                new ModelException(
                    ModelProblem.MODEL_MISMATCH,
                    "the model " + name + " takes images, not named tensors"));
  }

  /**
   * The archive that libtorch loads, for the card's precision on this machine. Converted from the
   * weights when it is not there yet (about a second for 67 MB).
   *
   * @throws ModelException {@code MODEL_CORRUPT}; {@code MODEL_MISMATCH}
   */
  public Path torchScript(String name) throws ModelException {
    Pulled pulled = require(name);
    Conversion conversion = new Conversion(pulled, declared(pulled.card()));
    Path archive = archive(conversion);
    try {
      if (!Files.exists(archive)) {
        StoreLock.holding(folder, () -> conversion.writeIfAbsent(archive));
      }
      return archive;
    } catch (IOException e) {
      throw notUsable(e);
    }
  }

  /**
   * A tensor that the model's file holds beside the weights, such as {@code latent_avg}; empty when
   * there are no floating-point numbers of that key.
   *
   * @throws ModelException {@code MODEL_CORRUPT}; {@code MODEL_MISMATCH}
   */
  public Optional<float[]> beside(String name, String key) throws ModelException {
    Pulled pulled = require(name);
    try (Checkpoint weights = Checkpoint.open(pulled.file(), pulled.rootKey())) {
      Tensor tensor = weights.beside().get(key);
      return tensor == null || !tensor.floating() ? Optional.empty() : Optional.of(tensor.floats());
    }
  }

  /**
   * The ONNX file of a card whose file is run as it is.
   *
   * @throws ModelException {@code MODEL_MISMATCH} for a card with a declared network
   */
  public Path onnx(String name) throws ModelException {
    if (catalogue().card(name).network().declaration().isPresent()) {
      throw new ModelException(
          ModelProblem.MODEL_MISMATCH, "the model " + name + " is not run as an ONNX file");
    }
    return require(name).file();
  }

  /**
   * Reads everything again: the file's SHA-256, the tensors' digest, and the archive if there is
   * one, which is converted anew and compared.
   *
   * @throws ModelException {@code MODEL_CORRUPT} when something is not as it was
   */
  public void verify(String name) throws ModelException {
    Pulled pulled = require(name);
    Manifest manifest = pulled.manifest();
    try {
      if (!Sha256.of(pulled.file()).equals(manifest.sha256())
          || !Pull.weights(pulled.card(), pulled.file(), pulled.rootKey(), manifest.sha256())
              .equals(manifest.weights())) {
        throw corrupt(pulled.file());
      }
      Optional<NetworkSpec.Declaration> network = pulled.card().network().declaration();
      if (network.isPresent()) {
        Conversion conversion = new Conversion(pulled, network.get());
        Path archive = archive(conversion);
        if (Files.exists(archive)) {
          StoreLock.holding(folder, () -> conversion.requireEqual(archive));
        }
      }
    } catch (IOException e) {
      throw notUsable(e);
    }
  }

  private Path archive(Conversion conversion) {
    return folder.resolve("torchscript").resolve(conversion.fileName());
  }

  private static NetworkSpec.Declaration declared(ModelCard card) throws ModelException {
    return card.network().declaration().orElseThrow(() -> notRunnable(card));
  }

  private static ModelException notRunnable(ModelCard card) {
    return new ModelException(
        ModelProblem.MODEL_MISMATCH,
        "the model " + card.name() + " is not a network that runs in libtorch on images");
  }

  private Optional<Pulled> pulled(ModelCard card) {
    return Pulled.in(folder.resolve("models").resolve(card.name()), card);
  }

  private Pulled require(String name) throws ModelException {
    return pulled(catalogue().card(name))
        .orElseThrow(
            () ->
                new ModelException(
                    ModelProblem.MODEL_UNAVAILABLE,
                    "the weights of " + name + " are not here; run: albumen models pull " + name));
  }

  static ModelException corrupt(Path file) {
    return new ModelException(
        ModelProblem.MODEL_CORRUPT,
        "the file " + file + " was changed or damaged; delete it and run: albumen models pull");
  }

  private ModelException notUsable(IOException e) {
    return new ModelException(
        ModelProblem.MODEL_UNAVAILABLE,
        "the model folder " + folder + " cannot be used: " + Pull.reason(e),
        e);
  }
}
