package org.albumen.models.restore;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.albumen.models.composite.Patch;
import org.albumen.models.face.Face;
import org.albumen.models.face.FaceDetector;
import org.albumen.models.face.Landmark;
import org.albumen.models.face.restore.FaceOutcome;
import org.albumen.models.face.restore.FaceRestorer;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.imaging.Lanczos;
import org.albumen.models.imaging.PartedPhotograph;
import org.albumen.models.imaging.Photograph;

/**
 * A photograph that is one face, aligned as the network takes it: all of it is found, and restored.
 */
final class AlignedFace implements FaceDetector, FaceWork {
  private final FaceRestorer restorer;
  private final double fidelity;
  private final List<Landmark> places;

  /**
   * @param places where the network's template has the landmarks, 0 to 1 across and down
   */
  AlignedFace(FaceRestorer restorer, double fidelity, List<Landmark> places) {
    this.restorer = restorer;
    this.fidelity = fidelity;
    this.places = List.copyOf(places);
  }

  @Override
  public List<Face> detect(PartedPhotograph photograph, double minScore) {
    Face unit = new Face(0, 0, 1, 1, 1, places);
    return List.of(unit.scaled(photograph.width(), photograph.height()));
  }

  @Override
  public List<Treated> treat(PartedPhotograph photograph, List<Face> faces, int scale)
      throws RestorationException, IOException, InterruptedException {
    int width = photograph.width();
    int height = photograph.height();
    Photograph face = restorer.restoreAligned(photograph.view(0, 0, width, height), fidelity);
    Photograph sized = Lanczos.resize(face, width * scale, height * scale);
    return List.of(new Treated(new FaceOutcome.Restored(), Optional.of(new Everything(sized))));
  }

  @Override
  public void close() {
    // What it uses is closed by whoever loaded it.
  }

  /** The whole result, as the network has it. */
  private record Everything(Photograph pixels) implements Patch {
    @Override
    public int x() {
      return 0;
    }

    @Override
    public int y() {
      return 0;
    }

    @Override
    public int width() {
      return pixels.width();
    }

    @Override
    public int height() {
      return pixels.height();
    }

    @Override
    public Pixels render(int x, int y, int width, int height) {
      float[] mask = new float[width * height];
      Arrays.fill(mask, 1);
      byte[] rgb = new byte[mask.length * Photograph.CHANNELS];
      for (int row = 0; row < height; row++) {
        int at = ((y + row) * pixels.width() + x) * Photograph.CHANNELS;
        int length = width * Photograph.CHANNELS;
        pixels.rgb().get(at, rgb, row * length, length);
      }
      return new Pixels(mask, rgb);
    }
  }
}
