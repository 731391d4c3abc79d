package org.albumen.models.catalogue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.albumen.models.checkpoint.Checkpoint;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.network.StateDictionary;
import org.albumen.models.network.TensorNetwork;
import org.jspecify.annotations.Nullable;

/**
 * One import, while the store is locked: works on a copy in a folder that is deleted at the end,
 * and writes the manifest last, so that the model is there as a whole or not at all.
 */
final class Import {
  static final String CARD = "card.json";
  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;
  private final ImportRequest request;
  private final ModelCard card;

  Import(Path folder, ImportRequest request) {
    this.folder = folder;
    this.request = request;
    this.card = request.card();
  }

  Imported run() throws IOException, ModelException {
    Path target = folder.resolve("models").resolve(card.name());
    if (Pulled.in(target, card).isPresent()) {
      throw new ModelException(
          ModelProblem.MODEL_MISMATCH,
          "the model " + card.name() + " is here; first run: albumen models remove " + card.name());
    }
    Path staging = Files.createTempDirectory(folder, "import-");
    try {
      return adopt(staging, target);
    } finally {
      Pull.deleteTree(staging);
    }
  }

  private Imported adopt(Path staging, Path target) throws IOException, ModelException {
    // The user's name for it, so that what is wrong with it is said by that name.
    Path copy = staging.resolve(request.file().toAbsolutePath().getFileName().toString());
    copyTo(copy);
    String sha256 = Sha256.of(copy);
    NetworkSpec.Declaration declaration = declaration();
    int tensors = declaration.module().weights().size();
    long numbers;
    int all;
    String digest;
    @Nullable String rootKey = rootKey(copy);
    try (Checkpoint checkpoint = Checkpoint.open(copy, rootKey)) {
      StateDictionary.of(declaration.module(), declaration.ignored(), checkpoint);
      digest = checkpoint.digest();
      all = checkpoint.tensors().size();
      numbers =
          checkpoint.tensors().entrySet().stream()
              .filter(entry -> !declaration.ignored().contains(entry.getKey()))
              .mapToLong(entry -> entry.getValue().count())
              .sum();
    }
    Manifest manifest =
        new Manifest(
            "weights",
            sha256,
            Files.size(copy),
            digest,
            "imported from " + request.file().getFileName(),
            true,
            rootKey);
    Conversion conversion = new Conversion(new Pulled(card, rootKey, copy, manifest), declaration);
    Path archive = folder.resolve("torchscript").resolve(conversion.fileName());
    conversion.write(archive);
    Files.createDirectories(target);
    Files.move(copy, target.resolve("weights"), StandardCopyOption.REPLACE_EXISTING);
    if (request.own()) {
      JSON.writerWithDefaultPrettyPrinter()
          .writeValue(target.resolve(CARD).toFile(), Map.of("cards", List.of(card)));
    }
    manifest.write(target);
    boolean published = card.sources().stream().anyMatch(s -> sha256.equals(s.sha256()));
    return new Imported(card.name(), tensors, numbers, all - tensors, sha256, published, archive);
  }

  /** What the request says, else the first of the network's own keys that the file has. */
  private @Nullable String rootKey(Path copy) throws ModelException {
    List<String> keys =
        request.rootKey() != null
            ? List.of()
            : card.network().tensors().map(TensorNetwork::rootKeys).orElse(List.of());
    for (String key : keys) {
      try (Checkpoint there = Checkpoint.open(copy, key)) {
        if (!there.tensors().isEmpty()) {
          return key;
        }
      } catch (ModelException e) {
        if (e.problem() != ModelProblem.MODEL_MISMATCH) {
          throw e;
        }
      }
    }
    return request.rootKey();
  }

  private void copyTo(Path copy) throws ModelException {
    Path file = request.file();
    if (!Files.isRegularFile(file)) {
      throw new ModelException(ModelProblem.MODEL_UNAVAILABLE, "there is no file " + file);
    }
    try {
      if (KeptFile.of(file, card.network(), copy).equals(file)) {
        Files.copy(file, copy);
      }
    } catch (IOException e) {
      throw new ModelException(
          ModelProblem.MODEL_UNAVAILABLE,
          "the file " + file + " cannot be copied: " + Pull.reason(e),
          e);
    }
  }

  private NetworkSpec.Declaration declaration() throws ModelException {
    return card.network()
        .declaration()
        .orElseThrow(
            () ->
                new ModelException(
                    ModelProblem.MODEL_MISMATCH,
                    "the model " + card.name() + " is not a network that runs in libtorch"));
  }
}
