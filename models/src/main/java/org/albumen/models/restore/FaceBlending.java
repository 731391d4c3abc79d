package org.albumen.models.restore;

import java.io.IOException;
import java.util.List;
import org.albumen.models.composite.Patch;
import org.albumen.models.consistency.Consistency;
import org.albumen.models.consistency.Part;
import org.albumen.models.consistency.Score;
import org.albumen.models.imaging.PartedPhotograph;
import org.albumen.models.imaging.Resampling;

/**
 * Takes back as much of a restored face as it needs to agree with the original: what is seen of it
 * is halved, at most {@value #HALVINGS} times. Each face is judged alone, over the enlarged
 * original, so that it does not answer for the background's network or for its neighbours.
 */
final class FaceBlending {
  private static final int HALVINGS = 4;

  private final PartedPhotograph original;
  private final int scale;
  private final Score least;

  FaceBlending(PartedPhotograph original, int scale, Score least) {
    this.original = original;
    this.scale = scale;
    this.least = least;
  }

  /**
   * The share of the patch that may be seen.
   *
   * @param box the face in pixels of the original
   * @return 1, 1/2 to 1/16, or 0 when even that does not agree
   */
  float share(Patch patch, Part box) throws IOException {
    if (least.equals(Score.ANY)) {
      return 1;
    }
    float share = 1;
    for (int i = 0; i <= HALVINGS; i++, share /= 2) {
      if (score(patch.faded(share), box).meets(least)) {
        return share;
      }
    }
    return 0;
  }

  /** Of the part of the result that is the patch, beginning and ending with a square's edge. */
  private Score score(Patch patch, Part box) throws IOException {
    int block = Consistency.BLOCK;
    int left = patch.x() / scale / block * block;
    int top = patch.y() / scale / block * block;
    int right = end(patch.x() + patch.width(), original.width());
    int bottom = end(patch.y() + patch.height(), original.height());
    Cutout before = new Cutout(original, left, top, right - left, bottom - top);
    Resampling enlarged =
        Resampling.of(original, original.width() * scale, original.height() * scale);
    Pasted after =
        new Pasted(
            enlarged,
            patch,
            left * scale,
            top * scale,
            before.width() * scale,
            before.height() * scale);
    Part part = new Part(box.x() - left, box.y() - top, box.width(), box.height());
    return Consistency.of(after, before, List.of(part)).parts().get(0);
  }

  private int end(int resultEnd, int side) {
    int pixels = (resultEnd + scale - 1) / scale;
    int block = Consistency.BLOCK;
    return Math.min(side, (pixels + block - 1) / block * block);
  }
}
