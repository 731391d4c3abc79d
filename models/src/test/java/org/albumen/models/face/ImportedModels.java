package org.albumen.models.face;

import java.nio.file.Path;
import org.albumen.models.catalogue.Catalogue;
import org.albumen.models.catalogue.ImportRequest;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.catalogue.NetworkSpec;
import org.albumen.models.catalogue.Terms;
import org.albumen.models.oracle.OracleCase;

/** A store into which small networks of the oracle are imported. */
public final class ImportedModels {
  private ImportedModels() {}

  /** An empty store. */
  public static ModelStore store(Path folder) {
    return ModelStore.open(folder, Catalogue.standard());
  }

  /** Imports a network under the oracle's name for it, unless it is there. */
  public static String add(ModelStore store, String network, String where, String name)
      throws Exception {
    if (store.catalogue().cards().stream().anyMatch(card -> card.name().equals(name))) {
      return name;
    }
    OracleCase oracle = OracleCase.of(where, name);
    Path file =
        OracleCase.folder(where).resolve(oracle.description().at("/checkpoint/file").asText());
    NetworkSpec.Tensors spec = new NetworkSpec.Tensors(network, oracle.config());
    store.importFile(ImportRequest.named(name, spec, file, null), Terms.STRICT);
    return name;
  }
}
