package org.albumen.models.consistency;

/**
 * Structural similarity (Wang, Bovik, Sheikh and Simoncelli, "Image quality assessment: from error
 * visibility to structural similarity", 2004, equation 13) of two images that come row by row: a
 * circular Gaussian window of 11 x 11 with a standard deviation of 1.5, K1 = 0.01, K2 = 0.03, L =
 * 255. At the edges the window's part within the image counts, so that any size has a similarity.
 */
final class Similarity {
  private static final int RADIUS = 5;
  private static final int WINDOW = 2 * RADIUS + 1;
  private static final double SIGMA = 1.5;
  private static final double C1 = 0.01 * 255 * 0.01 * 255;
  private static final double C2 = 0.03 * 255 * 0.03 * 255;

  /** Sums per position: both images, their squares, their product. */
  private static final int SUMS = 5;

  private static final double[] WEIGHTS = new double[WINDOW];

  static {
    for (int i = 0; i < WINDOW; i++) {
      double distance = (i - RADIUS) / SIGMA;
      WEIGHTS[i] = Math.exp(-distance * distance / 2);
    }
  }

  private final int width;
  private final int height;
  private final double[][] filtered = new double[WINDOW][];
  private final Rows to;
  private int taken;
  private int given;

  /** Takes rows of the map, from the first to the last. */
  interface Rows {
    void row(int y, double[] similarity);
  }

  Similarity(int width, int height, Rows to) {
    this.width = width;
    this.height = height;
    this.to = to;
  }

  /** The next row of both images, 0 to 255. */
  void add(float[] a, float[] b) {
    filtered[taken % WINDOW] = across(a, b);
    taken++;
    while (given < height && (taken == height || given + RADIUS < taken)) {
      to.row(given, similarity(given));
      given++;
    }
  }

  private double[] across(float[] a, float[] b) {
    double[] sums = new double[SUMS * width];
    for (int x = 0; x < width; x++) {
      double weights = 0;
      int last = Math.min(width - 1, x + RADIUS);
      for (int u = Math.max(0, x - RADIUS); u <= last; u++) {
        double weight = WEIGHTS[u - x + RADIUS];
        weights += weight;
        sums[SUMS * x] += weight * a[u];
        sums[SUMS * x + 1] += weight * b[u];
        sums[SUMS * x + 2] += weight * a[u] * a[u];
        sums[SUMS * x + 3] += weight * b[u] * b[u];
        sums[SUMS * x + 4] += weight * a[u] * b[u];
      }
      for (int i = 0; i < SUMS; i++) {
        sums[SUMS * x + i] /= weights;
      }
    }
    return sums;
  }

  private double[] similarity(int y) {
    double[] sums = new double[SUMS * width];
    double weights = 0;
    for (int v = Math.max(0, y - RADIUS); v <= Math.min(height - 1, y + RADIUS); v++) {
      double weight = WEIGHTS[v - y + RADIUS];
      weights += weight;
      double[] row = filtered[v % WINDOW];
      for (int i = 0; i < sums.length; i++) {
        sums[i] += weight * row[i];
      }
    }
    double[] similarity = new double[width];
    for (int x = 0; x < width; x++) {
      similarity[x] = similarity(sums, SUMS * x, weights);
    }
    return similarity;
  }

  private static double similarity(double[] sums, int at, double weights) {
    double a = sums[at] / weights;
    double b = sums[at + 1] / weights;
    double varianceA = sums[at + 2] / weights - a * a;
    double varianceB = sums[at + 3] / weights - b * b;
    double covariance = sums[at + 4] / weights - a * b;
    return (2 * a * b + C1)
        * (2 * covariance + C2)
        / ((a * a + b * b + C1) * (varianceA + varianceB + C2));
  }
}
