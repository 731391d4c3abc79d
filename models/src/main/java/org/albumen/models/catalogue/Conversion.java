package org.albumen.models.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.albumen.models.checkpoint.Checkpoint;
import org.albumen.models.failure.ModelException;
import org.albumen.models.network.StateDictionary;
import org.albumen.models.torchscript.Storage;
import org.albumen.models.torchscript.TorchScriptArchive;

/** Turns pulled weights into the archive that libtorch loads, for this machine's precision. */
final class Conversion {
  private static final int KEY_DIGITS = 16;

  private final Pulled pulled;
  private final NetworkSpec.Declaration declaration;
  private final Storage storage;

  Conversion(Pulled pulled, NetworkSpec.Declaration declaration) {
    this.pulled = pulled;
    this.declaration = declaration;
    this.storage = declaration.storage(pulled.card());
  }

  /** A name that is another for other weights, another computation or another precision. */
  String fileName() {
    String archive = TorchScriptArchive.description(declaration.execution().module(), storage);
    String key = Sha256.of(pulled.description() + archive);
    return pulled.card().name() + "-" + key.substring(0, KEY_DIGITS) + ".pt";
  }

  /** Whether a file name is that of an archive of the model. */
  static boolean isOf(String model, String fileName) {
    return fileName.startsWith(model + "-")
        && fileName.substring(model.length() + 1).matches("[0-9a-f]{" + KEY_DIGITS + "}\\.pt");
  }

  /** Writes the archive, or replaces it as a whole. */
  void write(Path target) throws IOException, ModelException {
    try (Checkpoint weights = Checkpoint.open(pulled.file(), pulled.rootKey())) {
      Files.createDirectories(target.getParent());
      StateDictionary state =
          StateDictionary.of(declaration.module(), declaration.ignored(), weights);
      TorchScriptArchive.write(target, declaration.execution().module(), state, storage);
    }
  }

  void writeIfAbsent(Path target) throws IOException, ModelException {
    if (!Files.exists(target)) {
      write(target);
    }
  }

  /** Refuses an archive that is not what would be written now: {@code MODEL_CORRUPT}. */
  void requireEqual(Path archive) throws IOException, ModelException {
    Path again = archive.resolveSibling(archive.getFileName() + ".verified.unfinished");
    try {
      write(again);
      if (Files.mismatch(archive, again) >= 0) {
        throw ModelStore.corrupt(archive);
      }
    } finally {
      Files.deleteIfExists(again);
    }
  }
}
