package org.albumen.models.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.network.Network;

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

  /** The cards. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** Whether the weights are here; cheap, compares sizes only. */
  public boolean isPulled(String name) throws ModelException {
    return pulled(catalogue.card(name)).isPresent();
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
    ModelCard card = catalogue.card(name);
    if (pulled(card).isPresent()) {
      progress.accept(name + ": is here");
      return;
    }
    try {
      StoreLock.holding(
          folder,
          () -> {
            if (pulled(card).isEmpty()) {
              new Pull(folder, catalogue, progress).run(card);
            }
          });
      progress.accept(name + ": is here");
    } catch (IOException e) {
      throw notUsable(e);
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
    return declared(catalogue.card(name));
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
        conversion.write(archive);
      }
      return archive;
    } catch (IOException e) {
      throw notUsable(e);
    }
  }

  /**
   * The ONNX file of a card whose file is run as it is.
   *
   * @throws ModelException {@code MODEL_MISMATCH} for a card with a declared network
   */
  public Path onnx(String name) throws ModelException {
    if (catalogue.card(name).network().declared().isPresent()) {
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
          || !Pull.weights(pulled.card(), pulled.file(), pulled.source())
              .equals(manifest.weights())) {
        throw corrupt(pulled.file());
      }
      Optional<Network> network = pulled.card().network().declared();
      if (network.isPresent()) {
        Conversion conversion = new Conversion(pulled, network.get());
        Path archive = archive(conversion);
        if (Files.exists(archive) && !conversion.matches(archive)) {
          throw corrupt(archive);
        }
      }
    } catch (IOException e) {
      throw notUsable(e);
    }
  }

  private Path archive(Conversion conversion) {
    return folder.resolve("torchscript").resolve(conversion.fileName());
  }

  private static Network declared(ModelCard card) throws ModelException {
    return card.network()
        .declared()
        .orElseThrow(
            () ->
                new ModelException(
                    ModelProblem.MODEL_MISMATCH,
                    "the model " + card.name() + " is not a network that runs in libtorch"));
  }

  private Optional<Pulled> pulled(ModelCard card) {
    return Pulled.in(folder.resolve("models").resolve(card.name()), card);
  }

  private Pulled require(String name) throws ModelException {
    return pulled(catalogue.card(name))
        .orElseThrow(
            () ->
                new ModelException(
                    ModelProblem.MODEL_UNAVAILABLE,
                    "the weights of " + name + " are not here; run: albumen models pull " + name));
  }

  private static ModelException corrupt(Path file) {
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
