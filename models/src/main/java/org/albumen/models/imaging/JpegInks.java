package org.albumen.models.imaging;

import org.jspecify.annotations.Nullable;

/**
 * The four components of a JPEG as amounts of ink (Adobe Technical Note 5116: with the marker, 255
 * means no ink; transform 2 is YCCK).
 */
final class JpegInks {
  private static final int YCCK = 2;

  private JpegInks() {}

  /**
   * Converts in place.
   *
   * @param transform what the Adobe marker says; null without one
   */
  static void toInk(byte[] samples, @Nullable Integer transform) {
    if (transform == null) {
      return;
    }
    for (int i = 0; i < samples.length; i += 4) {
      if (transform == YCCK) {
        toCmy(samples, i);
      } else {
        for (int c = i; c < i + 3; c++) {
          samples[c] = (byte) ~samples[c];
        }
      }
      samples[i + 3] = (byte) ~samples[i + 3];
    }
  }

  /** ITU-T T.871 gives the light that is left in the stored, inverted way: the ink itself. */
  private static void toCmy(byte[] samples, int i) {
    int y = samples[i] & 0xff;
    int cb = (samples[i + 1] & 0xff) - 128;
    int cr = (samples[i + 2] & 0xff) - 128;
    samples[i] = clamped(y + 1.402 * cr);
    samples[i + 1] = clamped(y - 0.344136 * cb - 0.714136 * cr);
    samples[i + 2] = clamped(y + 1.772 * cb);
  }

  private static byte clamped(double value) {
    return (byte) Math.max(0, Math.min(255, Math.round(value)));
  }
}
