package org.albumen.models.imaging;

import java.awt.image.IndexColorModel;
import java.nio.ByteBuffer;
import org.albumen.models.imaging.Note.Kind;

/** The colours of indexes: gray if all of them are, with opacity if any has some. */
final class SamplePalette {
  private final int[] argb;
  private final boolean gray;
  private final boolean alpha;

  private SamplePalette(int[] argb, boolean gray, boolean alpha) {
    this.argb = argb;
    this.gray = gray;
    this.alpha = alpha;
  }

  static SamplePalette of(IndexColorModel model, Findings findings) {
    int[] argb = new int[model.getMapSize()];
    model.getRGBs(argb);
    boolean gray = true;
    boolean ramp = true;
    for (int i = 0; i < argb.length; i++) {
      int blue = argb[i] & 0xff;
      gray &= (argb[i] >> 16 & 0xff) == blue && (argb[i] >> 8 & 0xff) == blue;
      int step = Math.round(i * 255f / Math.max(1, argb.length - 1));
      ramp &= Math.abs(blue - step) <= 1 || Math.abs(255 - blue - step) <= 1;
    }
    if (gray && ramp) {
      findings.note(Kind.DEPTH_WIDENED, model.getPixelSize() + " bits per sample became 8");
    } else {
      findings.note(Kind.PALETTE_EXPANDED, "a palette became 8-bit " + (gray ? "gray" : "RGB"));
    }
    return new SamplePalette(argb, gray, model.hasAlpha());
  }

  int channels() {
    return (gray ? 1 : 3) + (alpha ? 1 : 0);
  }

  /** Appends the colours of indexes; one that has none is black, as in the JDK. */
  void expand(int[] indexes, ByteBuffer to) {
    for (int index : indexes) {
      int colour = index < argb.length ? argb[index] : 0xff000000;
      if (!gray) {
        to.put((byte) (colour >> 16)).put((byte) (colour >> 8));
      }
      to.put((byte) colour);
      if (alpha) {
        to.put((byte) (colour >> 24));
      }
    }
  }
}
