package org.albumen.models.face.paste;

import java.util.BitSet;

/**
 * Which pixels of a crop belong to what, as a parser says: the nineteen classes of CelebAMask-HQ in
 * the order of facexlib's ParseNet. Immutable.
 */
public final class FaceClasses {
  /** Number of classes. */
  public static final int CLASSES = 19;

  private static final int BACKGROUND = 0;
  private static final int HAT = 14;
  private static final int NECKLACE = 16;

  private final int side;
  private final BitSet face;

  /**
   * Classes of a square.
   *
   * @param side in pixels
   * @param classes one per pixel, row by row: 0 background, 1 skin, 2 nose, 3 glasses, 4 to 5 eyes,
   *     6 to 7 brows, 8 to 9 ears, 10 mouth, 11 to 12 lips, 13 hair, 14 hat, 15 ear ring, 16
   *     necklace, 17 neck, 18 cloth
   */
  public FaceClasses(int side, byte[] classes) {
    if (classes.length != side * side) {
      throw new IllegalArgumentException(classes.length + " classes are no square of " + side);
    }
    this.side = side;
    this.face = new BitSet(classes.length);
    for (int i = 0; i < classes.length; i++) {
      int kind = classes[i];
      if (kind < 0 || kind >= CLASSES) {
        throw new IllegalArgumentException("there is no class " + kind);
      }
      face.set(i, kind != BACKGROUND && kind != HAT && kind < NECKLACE);
    }
  }

  /** Side of the square in pixels. */
  int side() {
    return side;
  }

  /** Whether a restored face is to be seen there: not on the background, a hat, neck or clothes. */
  boolean isFace(int x, int y) {
    return face.get(y * side + x);
  }
}
