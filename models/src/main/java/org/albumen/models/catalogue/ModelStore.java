package org.albumen.models.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.albumen.models.checkpoint.Checkpoint;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.network.Network;
import org.albumen.models.network.Precision;
import org.albumen.models.network.StateDictionary;
import org.albumen.models.torchscript.ScriptModule;
import org.albumen.models.torchscript.Storage;
import org.albumen.models.torchscript.TorchScriptArchive;
import org.jspecify.annotations.Nullable;

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
    return pulled(catalogue.card(name)) != null;
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
    if (pulled(card) != null) {
      progress.accept(name + ": is here");
      return;
    }
    try {
      StoreLock.holding(
          folder,
          () -> {
            if (pulled(card) == null) {
              new Pull(folder, catalogue, progress).run(card);
            }
          });
      progress.accept(name + ": is here");
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  /** Which network a result is made with. Cheap: reads what was recorded when it was pulled. */
  public NetworkIdentity identity(String name) throws ModelException {
    ModelCard card = catalogue.card(name);
    String sha256 = Sha256.of(description(card, require(card)));
    return new NetworkIdentity(name, sha256, card.licence());
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
    ModelCard card = catalogue.card(name);
    Manifest manifest = require(card);
    Precision precision = card.precision().resolve();
    ScriptModule module = declared(card).module();
    Storage storage = storage(precision);
    String key =
        Sha256.of(description(card, manifest) + TorchScriptArchive.description(module, storage));
    Path archive = folder.resolve("torchscript").resolve(name + "-" + key.substring(0, 16) + ".pt");
    if (!Files.exists(archive)) {
      convert(card, manifest, archive);
    }
    return archive;
  }

  /**
   * The ONNX file of a card whose file is run as it is.
   *
   * @throws ModelException {@code MODEL_MISMATCH} for a card with a declared network
   */
  public Path onnx(String name) throws ModelException {
    ModelCard card = catalogue.card(name);
    if (card.network().declared().isPresent()) {
      throw new ModelException(
          ModelProblem.MODEL_MISMATCH, "the model " + name + " is not run as an ONNX file");
    }
    return file(card, require(card));
  }

  /**
   * Reads everything again: the file's SHA-256, the tensors' digest, and the converted archive,
   * which is converted anew and compared.
   *
   * @throws ModelException {@code MODEL_CORRUPT} when something is not as it was
   */
  public void verify(String name) throws ModelException {
    ModelCard card = catalogue.card(name);
    Manifest manifest = require(card);
    try {
      Path file = file(card, manifest);
      if (!Sha256.of(file).equals(manifest.sha256())
          || !Pull.weights(card, file, source(card, manifest)).equals(manifest.weights())) {
        throw corrupt(file);
      }
      if (card.network().declared().isPresent()) {
        verifyArchive(card, manifest);
      }
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  private void verifyArchive(ModelCard card, Manifest manifest) throws IOException, ModelException {
    Path archive = torchScript(card.name());
    Path again =
        archive.resolveSibling(archive.getFileName() + ".verify-" + ProcessHandle.current().pid());
    try {
      convert(card, manifest, again);
      if (Files.mismatch(archive, again) >= 0) {
        throw corrupt(archive);
      }
    } finally {
      Files.deleteIfExists(again);
    }
  }

  private void convert(ModelCard card, Manifest manifest, Path target) throws ModelException {
    Precision precision = card.precision().resolve();
    ScriptModule module = declared(card).module();
    try (Checkpoint weights =
        Checkpoint.open(file(card, manifest), source(card, manifest).rootKey())) {
      Files.createDirectories(target.getParent());
      TorchScriptArchive.write(
          target, module, StateDictionary.of(module, weights), storage(precision));
    } catch (IOException e) {
      throw notWritable(e);
    }
  }

  private static Storage storage(Precision precision) {
    return new Storage(precision == Precision.BF16, true);
  }

  private static String description(ModelCard card, Manifest manifest) {
    return String.join(
        "\n",
        "albumen network 1",
        card.network().canonical(),
        card.precision().resolve().name(),
        manifest.weights(),
        "");
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

  /** What was recorded of the card's weights, if they are here and still a source's file. */
  private @Nullable Manifest pulled(ModelCard card) {
    return Manifest.read(modelFolder(card))
        .filter(manifest -> card.sources().stream().anyMatch(gives(manifest)))
        .filter(manifest -> hasSize(file(card, manifest), manifest.size()))
        .orElse(null);
  }

  private Manifest require(ModelCard card) throws ModelException {
    Manifest manifest = pulled(card);
    if (manifest == null) {
      throw new ModelException(
          ModelProblem.MODEL_UNAVAILABLE,
          "the weights of "
              + card.name()
              + " are not here; run: albumen models pull "
              + card.name());
    }
    return manifest;
  }

  private static java.util.function.Predicate<Source> gives(Manifest manifest) {
    return source -> source.sha256().equals(manifest.sha256());
  }

  private static Source source(ModelCard card, Manifest manifest) {
    List<Source> same = card.sources().stream().filter(gives(manifest)).toList();
    return same.get(0);
  }

  private Path modelFolder(ModelCard card) {
    return folder.resolve("models").resolve(card.name());
  }

  private Path file(ModelCard card, Manifest manifest) {
    return modelFolder(card).resolve(manifest.file());
  }

  private static boolean hasSize(Path file, long size) {
    try {
      return Files.size(file) == size;
    } catch (IOException e) {
      return false;
    }
  }

  private static ModelException corrupt(Path file) {
    return new ModelException(
        ModelProblem.MODEL_CORRUPT,
        "the file " + file + " was changed or damaged; delete it and run: albumen models pull");
  }

  private ModelException notWritable(IOException e) {
    return new ModelException(
        ModelProblem.MODEL_UNAVAILABLE,
        "the model folder " + folder + " cannot be used: " + Pull.reason(e),
        e);
  }
}
