package org.albumen.models.generate;

import org.albumen.models.failure.ModelException;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.latent.Latents;

/**
 * The way from one seed's image to another's. All of it has the noise of the first seed, so that
 * nothing flickers. Safe for use by several threads.
 */
public final class Walk {
  private final ImageGenerator generator;
  private final double psi;
  private final float[] from;
  private final float[] to;
  private final float[] noise;

  /** Where a way lies. */
  public enum Way {
    /** Along the arc on the sphere of latents. */
    slerp,
    /** Straight in the space of latents. */
    z,
    /** Straight in the space of styles. */
    w
  }

  /**
   * @param psi truncation: 1 truncates nothing; other values need styles
   */
  public Walk(ImageGenerator generator, long from, long to, double psi) {
    this.generator = generator;
    this.psi = psi;
    this.from = generator.latent(from);
    this.to = generator.latent(to);
    this.noise = generator.noise(from);
  }

  /**
   * The image at a share of the way.
   *
   * @param share 0 for the first seed, 1 for the second
   * @throws IllegalStateException when the way lies in {@code w} and the network has no styles
   */
  public Photograph at(Way way, double share) throws ModelException {
    return switch (way) {
      case slerp -> generator.ofLatent(Latents.spherical(from, to, share), psi, noise);
      case z -> generator.ofLatent(Latents.linear(from, to, share), psi, noise);
      case w -> generator.ofStyles(between(share), noise);
    };
  }

  private float[] between(double share) throws ModelException {
    return Latents.linear(generator.styles(from, psi), generator.styles(to, psi), share);
  }
}
