package org.albumen.models.face.restore;

import java.nio.ByteBuffer;
import org.albumen.models.imaging.Photograph;

/** How near a restored face stays to the photograph's. */
final class Fidelity {
  private Fidelity() {}

  /**
   * Between the network's face and the crop it was made of, level by level, rounded.
   *
   * @param weight 0 for the network's, 1 for the crop
   */
  static Photograph blend(Photograph face, Photograph crop, double weight) {
    if (weight == 0) {
      return face;
    }
    Photograph blended = Photograph.black(face.width(), face.height());
    ByteBuffer rgb = blended.rgb();
    ByteBuffer from = face.rgb();
    ByteBuffer to = crop.rgb();
    while (rgb.hasRemaining()) {
      rgb.put((byte) Math.round((1 - weight) * (from.get() & 0xff) + weight * (to.get() & 0xff)));
    }
    return blended;
  }
}
