package org.albumen.models.generate;

/** Where the noise of StyleGAN2's layers comes from. */
public enum Noise {
  /** The constant noise of the checkpoint. */
  STORED("const"),
  NONE("none"),
  /** Drawn from the image's seed, after its latent. */
  RANDOM("random");

  private final String word;

  Noise(String word) {
    this.word = word;
  }

  /**
   * The kind by the word of NVIDIA's tool.
   *
   * @throws IllegalArgumentException with one line when there is none
   */
  public static Noise of(String word) {
    for (Noise noise : values()) {
      if (noise.word.equals(word)) {
        return noise;
      }
    }
    throw new IllegalArgumentException("noise is const, none or random, not '" + word + "'");
  }
}
