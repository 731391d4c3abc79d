package org.albumen.models.consistency;

/** The sums of one rectangle of squares. */
final class Tally {
  private static final double PEAK = 255;

  private final int left;
  private final int top;
  private final int right;
  private final int bottom;
  private double squares;
  private long differences;
  private double similarity;
  private long places;

  /** Squares from the left and upper ones to before the right and lower ones. */
  Tally(int left, int top, int right, int bottom) {
    this.left = left;
    this.top = top;
    this.right = right;
    this.bottom = bottom;
  }

  /** A row's means, 3 per square. */
  void colours(int y, float[] a, float[] b) {
    if (y < top || y >= bottom) {
      return;
    }
    for (int i = 3 * left; i < 3 * right; i++) {
      double difference = a[i] - b[i];
      squares += difference * difference;
    }
    differences += 3L * (right - left);
  }

  /** A row of the map of similarity. */
  void similarity(int y, double[] map) {
    if (y < top || y >= bottom) {
      return;
    }
    for (int x = left; x < right; x++) {
      similarity += map[x];
    }
    places += right - left;
  }

  Score score() {
    if (places == 0) {
      return Score.SAME;
    }
    return new Score(10 * Math.log10(PEAK * PEAK * differences / squares), similarity / places);
  }
}
