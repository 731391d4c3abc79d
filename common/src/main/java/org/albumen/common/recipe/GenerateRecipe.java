package org.albumen.common.recipe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * How to draw an image from a seed. The seed gives the latent as NumPy's {@code RandomState(seed)}
 * draws it, and noise is the checkpoint's constant noise, so that a seed has one image.
 *
 * @param name lower-case letters, digits and hyphens
 * @param version 1 or greater
 * @param generator the catalogue's name of the network that draws
 * @param truncation 0 gives the mean image, 1 truncates nothing; null: as 1. Less than 1 needs a
 *     generator with styles
 * @param output the result's format
 * @param isolate where a job runs after workers have died of it; null: {@link Isolation#ALONE}
 */
public record GenerateRecipe(
    String name,
    int version,
    String generator,
    @Nullable Double truncation,
    ImageFormat output,
    @Nullable Isolation isolate)
    implements Recipe {
  public GenerateRecipe {
    Rules.name(name, version);
    requireNonNull(generator, "generator");
    Rules.require(
        truncation == null || (truncation >= 0 && truncation <= 1),
        "truncation must be between 0 and 1");
    requireNonNull(output, "output");
    isolate = Rules.unless(Isolation.ALONE, isolate);
  }

  @Override
  public ImageFormat formatFor(String source) {
    return output;
  }

  @Override
  public Isolation isolation() {
    return isolate == null ? Isolation.ALONE : isolate;
  }

  /** What the truncation comes to, 0 to 1. */
  public double psi() {
    return truncation == null ? 1 : truncation;
  }

  @JsonProperty(value = RecipeKinds.PROPERTY, access = JsonProperty.Access.READ_ONLY)
  String kind() {
    return RecipeKinds.GENERATE;
  }
}
