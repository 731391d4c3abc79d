package org.albumen.models.imaging;

/** For each output position along one side: the first input position and the weights from there. */
final class LanczosKernel {
  private static final int LOBES = 3;

  private final int[] first;
  private final float[] weights;
  private final int taps;

  private LanczosKernel(int[] first, float[] weights) {
    this.first = first;
    this.weights = weights;
    this.taps = weights.length / first.length;
  }

  /** How many input positions make an output position. */
  int taps() {
    return taps;
  }

  /** First input position of an output position. */
  int first(int position) {
    return first[position];
  }

  float weight(int position, int tap) {
    return weights[position * taps + tap];
  }

  /** A kernel that resamples a side of {@code from} pixels to one of {@code to}. */
  static LanczosKernel of(int from, int to) {
    double ratio = (double) from / to;
    double stretch = Math.max(1, ratio);
    int taps = Math.min(from, (int) Math.ceil(2 * LOBES * stretch) + 1);
    int[] first = new int[to];
    float[] weights = new float[Math.multiplyExact(to, taps)];
    double[] raw = new double[taps];
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * ratio - 0.5;
      int start = (int) Math.ceil(centre - LOBES * stretch);
      first[i] = Math.max(0, Math.min(start, from - taps));
      double sum = 0;
      for (int tap = 0; tap < taps; tap++) {
        raw[tap] = lanczos((first[i] + tap - centre) / stretch);
        sum += raw[tap];
      }
      for (int tap = 0; tap < taps; tap++) {
        weights[i * taps + tap] = (float) (raw[tap] / sum);
      }
    }
    return new LanczosKernel(first, weights);
  }

  private static double lanczos(double x) {
    if (x == 0) {
      return 1;
    }
    if (Math.abs(x) >= LOBES) {
      return 0;
    }
    double t = Math.PI * x;
    return LOBES * Math.sin(t) * Math.sin(t / LOBES) / (t * t);
  }

  /**
   * Filters a part of a row.
   *
   * @param row interleaved, from input position {@code origin} on
   * @param from first output position
   * @param count output positions
   * @param to takes {@code count x channels} numbers from {@code at} on
   */
  void filter(float[] row, int origin, int from, int count, int channels, float[] to, int at) {
    for (int x = from, out = at; x < from + count; x++) {
      int start = (first[x] - origin) * channels;
      for (int c = 0; c < channels; c++, out++) {
        float sum = 0;
        for (int tap = 0, i = start + c; tap < taps; tap++, i += channels) {
          sum += weights[x * taps + tap] * row[i];
        }
        to[out] = sum;
      }
    }
  }
}
