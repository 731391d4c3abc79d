package org.albumen.worker.restore;

import java.util.List;
import java.util.stream.Collectors;
import org.albumen.common.Software;
import org.albumen.common.event.NetworkUse;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.models.face.restore.FaceOutcome;
import org.albumen.models.imaging.Master;
import org.albumen.models.imaging.OutputFormat;
import org.albumen.models.imaging.metadata.DigitalSourceType;
import org.albumen.models.imaging.metadata.XmpProvenance;
import org.albumen.models.restore.Restoration;

/** What a result says of itself in its XMP: nothing that depends on when or where it was made. */
final class Provenance {
  private Provenance() {}

  static XmpProvenance.Stamped stamp(
      Restoration restoration,
      RestoreRecipe recipe,
      List<NetworkUse> networks,
      OutputFormat format) {
    Master result = restoration.result();
    boolean generated =
        restoration.faces().stream()
            .anyMatch(face -> face.outcome() instanceof FaceOutcome.Restored && face.share() > 0);
    String used =
        networks.stream()
            .map(network -> network.name() + " " + network.sha256())
            .collect(Collectors.joining(", "));
    return XmpProvenance.stamp(
        result.metadata().xmp(),
        new XmpProvenance.Change(
            generated
                ? DigitalSourceType.COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA
                : DigitalSourceType.ALGORITHMICALLY_ENHANCED,
            Software.NAME_AND_VERSION,
            "recipe " + recipe.reference() + "; networks " + used,
            result.width(),
            result.height(),
            format.mostXmp()));
  }
}
