package org.albumen.models.latent;

/** Points of a generator's latent spaces. All methods leave their arguments as they are. */
public final class Latents {
  /** Below this angle in radians an arc is as good as straight. */
  private static final double STRAIGHT = 1e-6;

  private Latents() {}

  /**
   * The latent z of a seed, as the published Python tools draw it.
   *
   * @param seed from 0 to 2^32 - 1
   * @param size numbers of a latent, for instance 512
   */
  public static float[] ofSeed(long seed, int size) {
    return floats(new RandomState(seed).randn(size));
  }

  /**
   * The numbers that a seed gives after its latent.
   *
   * @param latent numbers of the latent
   * @param size how many numbers are wanted
   */
  public static float[] noiseOfSeed(long seed, int latent, int size) {
    RandomState state = new RandomState(seed);
    state.randn(latent);
    return floats(state.randn(size));
  }

  private static float[] floats(double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  /**
   * The point at a share of the straight way, for z and w alike.
   *
   * @param share 0 gives {@code from}, 1 gives {@code to}
   */
  public static float[] linear(float[] from, float[] to, double share) {
    return weighted(from, 1 - share, to, share);
  }

  /**
   * The point at a share of the way along the arc between two directions (Shoemake 1985,
   * doi:10.1145/325334.325242): normal latents of many dimensions lie near a sphere, and a straight
   * way leaves it. Opposite directions, and those of a zero latent, have no arc and are joined
   * straight.
   *
   * @param share 0 gives {@code from}, 1 gives {@code to}
   */
  public static float[] spherical(float[] from, float[] to, double share) {
    double cosine = product(from, to) / Math.sqrt(product(from, from) * product(to, to));
    double angle = Math.acos(Math.max(-1, Math.min(1, cosine)));
    if (Double.isNaN(angle) || angle < STRAIGHT || Math.PI - angle < STRAIGHT) {
      return linear(from, to, share);
    }
    double sine = Math.sin(angle);
    return weighted(from, Math.sin((1 - share) * angle) / sine, to, Math.sin(share * angle) / sine);
  }

  /**
   * The factor of each style in truncation: {@code psi} for the first ones, 1 for the others
   * (Karras et al. 2019, arXiv:1812.04948, appendix B).
   *
   * @param styles how many styles the generator takes
   * @param psi 0 gives the mean image, 1 truncates nothing
   * @param cutoff how many styles are truncated; more than there are: all
   */
  public static float[] psi(int styles, double psi, int cutoff) {
    float[] factors = new float[styles];
    for (int i = 0; i < styles; i++) {
      factors[i] = i < cutoff ? (float) psi : 1;
    }
    return factors;
  }

  /**
   * One style drawn towards the mean style.
   *
   * @param mean the checkpoint's mean style
   * @param psi 0 gives the mean, 1 the style itself
   */
  public static float[] truncated(float[] style, float[] mean, double psi) {
    return linear(mean, style, psi);
  }

  private static float[] weighted(float[] a, double shareOfA, float[] b, double shareOfB) {
    requireSameSize(a, b);
    float[] sum = new float[a.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = (float) (shareOfA * a[i] + shareOfB * b[i]);
    }
    return sum;
  }

  private static double product(float[] a, float[] b) {
    requireSameSize(a, b);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static void requireSameSize(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "latents of " + a.length + " and " + b.length + " numbers");
    }
  }
}
