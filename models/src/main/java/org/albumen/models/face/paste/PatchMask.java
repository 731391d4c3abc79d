package org.albumen.models.face.paste;

import org.albumen.models.face.warp.Area;

/** How much of a face is taken, pixel by pixel of the result. */
interface PatchMask {
  /**
   * A part of the mask.
   *
   * @param part not empty, within the result
   * @return row by row, 0 for the photograph to 1 for the face
   */
  double[] render(Area part);

  /**
   * How far the pixels of a part are covered by the crop: with what facexlib multiplies the face
   * before it is blended.
   */
  float[] coverage(Area part);

  /** Whether facexlib blends with it in 32 bits, not in 64. */
  boolean narrow();
}
