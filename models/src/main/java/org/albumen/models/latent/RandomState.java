package org.albumen.models.latent;

/**
 * Normal numbers as NumPy's {@code RandomState(seed).randn} draws them: MT19937 and the polar
 * method (Marsaglia and Bray 1964, doi:10.1137/1006063), whose second number waits for the next
 * call. The sequence is that of Python; as doubles the numbers are the same where the platform's
 * logarithm is correctly rounded, else they differ by a last bit or two, which rounding to floats
 * removes. Not safe for use by several threads.
 */
public final class RandomState {
  private static final long LARGEST_SEED = (1L << 32) - 1;

  private final MersenneTwister twister;
  private double waiting = Double.NaN;

  /**
   * @param seed from 0 to 2^32 - 1
   * @throws IllegalArgumentException when it is not
   */
  public RandomState(long seed) {
    if (seed < 0 || seed > LARGEST_SEED) {
      throw new IllegalArgumentException("a seed is a number from 0 to 4294967295, not " + seed);
    }
    twister = new MersenneTwister((int) seed);
  }

  /** The next numbers of mean 0 and variance 1. */
  public double[] randn(int count) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = normal();
    }
    return numbers;
  }

  private double normal() {
    if (!Double.isNaN(waiting)) {
      double number = waiting;
      waiting = Double.NaN;
      return number;
    }
    double x;
    double y;
    double square;
    do {
      x = 2 * twister.uniform() - 1;
      y = 2 * twister.uniform() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    double length = Math.sqrt(-2 * Math.log(square) / square);
    waiting = length * x;
    return length * y;
  }
}
