package org.albumen.models.tile;

/** Where to cut a side into overlapping pieces of one length, as few as will do, evenly spread. */
public final class Cuts {
  private Cuts() {}

  /**
   * The first pixel of each piece; the last piece ends where the side does.
   *
   * @param side length to be covered, in pixels
   * @param piece length of a piece, in pixels; a side that is no longer is one piece
   * @param overlap neighbours share at least so many pixels; less than {@code piece}
   */
  public static int[] starts(int side, int piece, int overlap) {
    if (side <= piece) {
      return new int[] {0};
    }
    int[] starts = new int[count(side, piece, overlap)];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = (int) ((long) i * (side - piece) / (starts.length - 1));
    }
    return starts;
  }

  /** How many pieces {@link #starts} answers. */
  static int count(int side, int piece, int overlap) {
    if (overlap < 0 || overlap >= piece) {
      throw new IllegalArgumentException("pieces of " + piece + " cannot overlap by " + overlap);
    }
    return side <= piece ? 1 : (side - piece - 1) / (piece - overlap) + 2;
  }
}
