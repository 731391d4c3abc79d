package org.albumen.models.restore;

import java.io.IOException;
import java.util.List;
import org.albumen.models.composite.Patch;
import org.albumen.models.face.Face;
import org.albumen.models.face.paste.FacePatch;
import org.albumen.models.face.paste.PatchPixels;
import org.albumen.models.face.restore.FaceRestorer;
import org.albumen.models.face.restore.FaceSelection;
import org.albumen.models.face.warp.Area;
import org.albumen.models.imaging.PartedPhotograph;

/**
 * Faces restored by a network. The detector is to be asked with the selection's {@link
 * FaceSelection#detectionScore()}.
 *
 * @param fidelity 0 for the network's face, 1 for the photograph's
 */
public record FaceNetworkWork(FaceRestorer restorer, FaceSelection selection, double fidelity)
    implements FaceWork {
  @Override
  public List<Treated> treat(PartedPhotograph photograph, List<Face> faces, int scale)
      throws IOException, InterruptedException {
    return restorer.restore(photograph, faces, selection, fidelity, scale).stream()
        .map(
            result ->
                new Treated(
                    result.outcome(),
                    result.patch().filter(p -> !p.bounds().isEmpty()).map(FaceNetworkWork::laid)))
        .toList();
  }

  /** The patch as the compositor takes it. */
  static Patch laid(FacePatch face) {
    return new Laid(face);
  }

  private record Laid(FacePatch face) implements Patch {
    @Override
    public int x() {
      return face.bounds().x();
    }

    @Override
    public int y() {
      return face.bounds().y();
    }

    @Override
    public int width() {
      return face.bounds().width();
    }

    @Override
    public int height() {
      return face.bounds().height();
    }

    @Override
    public Pixels render(int x, int y, int width, int height) {
      PatchPixels pixels = face.render(new Area(x, y, width, height));
      return new Pixels(pixels.mask(), pixels.rgb());
    }
  }
}
