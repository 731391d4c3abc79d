package org.albumen.models.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.albumen.models.checkpoint.Checkpoint;
import org.albumen.models.failure.ModelException;
import org.albumen.models.network.Network;
import org.albumen.models.network.Precision;
import org.albumen.models.network.StateDictionary;
import org.albumen.models.torchscript.ScriptModule;
import org.albumen.models.torchscript.Storage;
import org.albumen.models.torchscript.TorchScriptArchive;

/** Turns pulled weights into the archive that libtorch loads, for this machine's precision. */
final class Conversion {
  private static final int KEY_DIGITS = 16;

  private final Pulled pulled;
  private final ScriptModule module;
  private final Storage storage;

  Conversion(Pulled pulled, Network network) {
    this.pulled = pulled;
    this.module = network.module();
    this.storage = new Storage(pulled.card().precision().resolve() == Precision.BF16, true);
  }

  /** A name that is another for other weights, another computation or another precision. */
  String fileName() {
    String key = Sha256.of(pulled.description() + TorchScriptArchive.description(module, storage));
    return pulled.card().name() + "-" + key.substring(0, KEY_DIGITS) + ".pt";
  }

  /** Writes the archive, or replaces it as a whole. */
  void write(Path target) throws IOException, ModelException {
    try (Checkpoint weights = Checkpoint.open(pulled.file(), pulled.source().rootKey())) {
      Files.createDirectories(target.getParent());
      TorchScriptArchive.write(target, module, StateDictionary.of(module, weights), storage);
    }
  }

  /** Whether the archive is what would be written now. */
  boolean matches(Path archive) throws IOException, ModelException {
    Path again =
        archive.resolveSibling(archive.getFileName() + ".verify-" + ProcessHandle.current().pid());
    try {
      write(again);
      return Files.mismatch(archive, again) < 0;
    } finally {
      Files.deleteIfExists(again);
    }
  }
}
