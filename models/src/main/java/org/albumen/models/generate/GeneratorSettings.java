package org.albumen.models.generate;

import org.jspecify.annotations.Nullable;

/**
 * What is the same for all images of a generator.
 *
 * @param label the class to draw, from 0; null for a network without classes
 * @param noise where the layers' noise comes from
 */
public record GeneratorSettings(@Nullable Integer label, Noise noise) {
  /** No class, the checkpoint's noise. */
  public static final GeneratorSettings PLAIN = new GeneratorSettings(null, Noise.STORED);
}
