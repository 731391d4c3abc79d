package org.albumen.models.face.paste;

import java.nio.ByteBuffer;
import java.util.List;
import org.albumen.models.face.warp.Area;
import org.albumen.models.imaging.Photograph;

/** Puts restored faces into an 8-bit image as facexlib does. */
public final class PasteBack {
  private static final int BAND = 64;

  private PasteBack() {}

  /**
   * The image with the faces: blended one after the other on floats, truncated to bytes at the end.
   * The bytes are facexlib's own, but for the last bits of the square's mask.
   *
   * @param image of the size for which the patches were made; not changed
   */
  public static Photograph onto(Photograph image, List<FacePatch> patches) {
    Photograph result = Photograph.black(image.width(), image.height());
    ByteBuffer from = image.rgb();
    ByteBuffer to = result.rgb();
    for (int y = 0; y < image.height(); y += BAND) {
      Area band = new Area(0, y, image.width(), Math.min(BAND, image.height() - y));
      double[] levels = new double[band.width() * band.height() * Photograph.CHANNELS];
      for (int i = 0; i < levels.length; i++) {
        levels[i] = from.get() & 0xff;
      }
      for (FacePatch patch : patches) {
        Area part = patch.bounds().within(band);
        if (!part.isEmpty()) {
          blend(levels, band, part, patch);
        }
      }
      for (double level : levels) {
        to.put((byte) (int) level);
      }
    }
    return result;
  }

  private static void blend(double[] levels, Area band, Area part, FacePatch patch) {
    PatchMask mask = patch.mask();
    double[] shares = mask.render(part);
    float[] coverage = mask.coverage(part);
    byte[] rgb = patch.colours(part);
    for (int i = 0; i < shares.length; i++) {
      int x = part.x() - band.x() + i % part.width();
      int y = part.y() - band.y() + i / part.width();
      int at = (y * band.width() + x) * Photograph.CHANNELS;
      for (int c = 0; c < Photograph.CHANNELS; c++) {
        float face = coverage[i] * (rgb[i * Photograph.CHANNELS + c] & 0xff);
        levels[at + c] =
            mask.narrow()
                ? narrow((float) shares[i], face, (float) levels[at + c])
                : shares[i] * face + (1 - shares[i]) * levels[at + c];
      }
    }
  }

  private static float narrow(float share, float face, float level) {
    return share * face + (1 - share) * level;
  }
}
