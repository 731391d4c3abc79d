package org.albumen.models.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.albumen.models.network.Layout;
import org.albumen.models.network.Precision;

/**
 * What is known about a published model.
 *
 * @param name lower-case letters, digits, dots and dashes; how recipes call it
 * @param title for people
 * @param network the computation
 * @param sources where the weights are, the preferred first; all hold the same weights
 * @param licence SPDX identifier of the weights' licence
 * @param licenceWords for people: whose, and where it is stated
 * @param scale output pixels per input pixel along each side
 * @param colours the order of the input's channels
 * @param normalisation what the network's numbers mean
 * @param batch whether images of one batch influence each other
 * @param precision the numbers to calculate with
 * @param pulledByDefault whether the default recipes need it
 * @param licenceClass what the licence allows, roughly; left out: permissive
 * @param template how faces must lie in the input; left out: no template
 * @param layout how images lie in memory; left out: as suits the network
 */
public record ModelCard(
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) String title,
    @JsonProperty(required = true) NetworkSpec network,
    @JsonProperty(required = true) List<Source> sources,
    @JsonProperty(required = true) String licence,
    @JsonProperty(required = true) String licenceWords,
    @JsonProperty(required = true) int scale,
    @JsonProperty(required = true) Colours colours,
    @JsonProperty(required = true) Normalisation normalisation,
    @JsonProperty(required = true) Batch batch,
    @JsonProperty(required = true) Precision precision,
    @JsonProperty(required = true) boolean pulledByDefault,
    LicenceClass licenceClass,
    Template template,
    Layout layout) {

  /** The order of channels. */
  public enum Colours {
    RGB,
    BGR
  }

  /** What the network's input numbers mean. */
  public enum Normalisation {
    /** 0 is black, 1 is white. */
    ZERO_TO_ONE,
    /** -1 is black, 1 is white. */
    MINUS_ONE_TO_ONE,
    /** As 8-bit images: 0 is black, 255 is white. */
    BYTES,
    /** As 8-bit images less ImageNet's mean colour: (104, 117, 123) in blue, green and red. */
    BYTES_LESS_MEAN,
    /** Zero to one, less ImageNet's mean colour, over its deviation. */
    IMAGENET,
    /** No image: a latent of normally distributed numbers. */
    LATENT,
    /** As whoever trained the weights had it. */
    AS_TRAINED
  }

  /** How a face must lie in the input. */
  public enum Template {
    /** Anywhere, or the input is no face. */
    NONE,
    /** Aligned by five points as facexlib does for 512 x 512 pixels. */
    FACEXLIB,
    /** The same by three points: the eyes and the middle of the mouth. */
    FACEXLIB_THREE,
    /** Aligned by five points as GPEN does. */
    GPEN,
    /** Cut out as the FFHQ dataset is. */
    FFHQ
  }

  /** Whether images of one batch influence each other's result. */
  public enum Batch {
    INDEPENDENT,
    FORBIDDEN
  }

  public ModelCard {
    licenceClass = Objects.requireNonNullElse(licenceClass, LicenceClass.PERMISSIVE);
    template = Objects.requireNonNullElse(template, Template.NONE);
    layout = Objects.requireNonNullElse(layout, Layout.AUTO);
    if (Stream.of(title, network, licence, licenceWords, colours, normalisation, batch, precision)
        .anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException("a card has no empty values");
    }
    if (!name.matches("[a-z0-9][a-z0-9.-]{0,63}")) {
      throw new IllegalArgumentException(
          "a card's name has lower-case letters, digits, dots and dashes only");
    }
    sources = List.copyOf(sources);
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("a card needs at least one source");
    }
    boolean narrow = precision == Precision.BF16 || precision == Precision.F16;
    if (narrow && network.declaration().map(d -> !d.execution().narrow()).orElse(true)) {
      throw new IllegalArgumentException("the card's network calculates in fp32 only");
    }
    int declaredScale = network.declared().map(n -> n.scale()).orElse(scale);
    if (declaredScale != scale) {
      throw new IllegalArgumentException("the card's scale is not the network's");
    }
  }
}
