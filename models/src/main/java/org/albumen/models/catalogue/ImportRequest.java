package org.albumen.models.catalogue;

import java.nio.file.Path;
import java.util.List;
import org.albumen.models.network.Layout;
import org.albumen.models.network.Precision;
import org.jspecify.annotations.Nullable;

/**
 * A user's own weights file.
 *
 * @param file the weights
 * @param card what they are to be
 * @param own whether the card is the user's too, and kept with the weights
 * @param rootKey the key of the state dictionary in the file; null: the usual ones are tried
 */
public record ImportRequest(Path file, ModelCard card, boolean own, @Nullable String rootKey) {

  /** The weights of a published model. */
  public static ImportRequest as(ModelCard card, Path file, @Nullable String rootKey) {
    return new ImportRequest(file, card, false, rootKey);
  }

  /**
   * Weights of a declared network, under a name of the user's.
   *
   * @throws IllegalArgumentException with one line when the name cannot be a model's
   */
  public static ImportRequest named(
      String name, NetworkSpec.Tensors network, Path file, @Nullable String rootKey) {
    Path fileName = file.toAbsolutePath().getFileName();
    String words = "imported from " + (fileName == null ? file : fileName);
    boolean alone = network.tensors().map(n -> n.batchForbidden()).orElse(false);
    ModelCard card =
        new ModelCard(
            name,
            network.network() + ", " + words,
            network,
            List.of(new Source.Imported(words)),
            "LicenseRef-unknown",
            "imported: its licence is known to whoever imported it",
            1,
            ModelCard.Colours.RGB,
            ModelCard.Normalisation.AS_TRAINED,
            alone ? ModelCard.Batch.FORBIDDEN : ModelCard.Batch.INDEPENDENT,
            Precision.FP32,
            false,
            LicenceClass.UNKNOWN,
            ModelCard.Template.NONE,
            Layout.AUTO);
    return new ImportRequest(file, card, true, rootKey);
  }
}
