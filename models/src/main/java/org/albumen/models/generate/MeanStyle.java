package org.albumen.models.generate;

import java.util.List;
import org.albumen.models.compute.TensorProgram;
import org.albumen.models.compute.TensorProgram.Values;
import org.albumen.models.failure.ModelException;
import org.albumen.models.latent.Latents;
import org.albumen.models.network.StyleSpace;
import org.jspecify.annotations.Nullable;

/**
 * The mean style of a network whose weights hold none: what stands beside the weights, else the
 * mean of 4096 styles (as many as rosinality's tools take) of the latents that NumPy's {@code
 * RandomState(123)} draws (the seed of NVIDIA's projector). Safe for use by several threads.
 */
final class MeanStyle {
  static final int SAMPLES = 4096;
  static final long SEED = 123;
  private static final int AT_ONCE = 512;

  private final TensorProgram program;
  private final int latent;
  private final StyleSpace space;
  private float @Nullable [] mean;

  MeanStyle(TensorProgram program, int latent, StyleSpace space, float @Nullable [] stored) {
    this.program = program;
    this.latent = latent;
    this.space = space;
    this.mean = stored;
  }

  /** {@link StyleSpace#length()} numbers, not to be changed. */
  synchronized float[] get() throws ModelException {
    float[] known = mean;
    if (known == null) {
      known = sampled();
      mean = known;
    }
    return known;
  }

  private float[] sampled() throws ModelException {
    float[] latents = Latents.ofSeed(SEED, SAMPLES * latent);
    double[] sums = new double[space.length()];
    for (int from = 0; from < SAMPLES; from += AT_ONCE) {
      float[] some = new float[AT_ONCE * latent];
      System.arraycopy(latents, from * latent, some, 0, some.length);
      Values z = new Values(List.of((long) AT_ONCE, (long) latent), some);
      float[] styles = program.call("mapping", List.of(z)).get(0).numbers();
      for (int i = 0; i < styles.length; i++) {
        sums[i % sums.length] += styles[i];
      }
    }
    float[] sampled = new float[sums.length];
    for (int i = 0; i < sampled.length; i++) {
      sampled[i] = (float) (sums[i] / SAMPLES);
    }
    return sampled;
  }
}
