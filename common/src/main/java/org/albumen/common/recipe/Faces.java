package org.albumen.common.recipe;

import static java.util.Objects.requireNonNull;
import static org.albumen.common.recipe.Rules.require;
import static org.albumen.common.recipe.Rules.unless;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * How faces are found, and what is done to them. What is null, or left out in JSON, is as its
 * default says; a default that is given is read as null, so that one meaning has one form.
 *
 * @param detector the catalogue's name of the detector
 * @param minScore the detector's confidence from which a face counts, 0 to 1
 * @param network the catalogue's name of the network that restores faces; null: they are found only
 * @param parser the catalogue's name of the network that tells a face's parts, by which it is put
 *     back; null: a feathered square
 * @param select which faces are restored; null: all
 * @param aligned whether the photograph is a face already as the network takes it; null: no
 * @param minSize least distance between the eyes in pixels, 1 to 10000; null: {@value
 *     #MIN_SIZE_DEFAULT}
 * @param most how many faces are restored at most, the largest, 1 to 10000; null: every one
 * @param fidelity 0 for the network's face, 1 for the face as it was; null: 0
 */
public record Faces(
    String detector,
    double minScore,
    @Nullable String network,
    @Nullable String parser,
    @Nullable Select select,
    @Nullable Boolean aligned,
    @Nullable Integer minSize,
    @Nullable Integer most,
    @Nullable Double fidelity) {
  private static final int MIN_SIZE_DEFAULT = 5;
  private static final int LARGEST_COUNT = 10_000;

  /** Which of several faces. */
  public enum Select {
    @JsonProperty("all")
    ALL,
    @JsonProperty("largest")
    LARGEST,
    @JsonProperty("central")
    CENTRAL
  }

  public Faces {
    requireNonNull(detector, "detector");
    require(minScore >= 0 && minScore <= 1, "minScore must be between 0 and 1");
    select = unless(Select.ALL, select);
    aligned = unless(false, aligned);
    minSize = unless(MIN_SIZE_DEFAULT, minSize);
    fidelity = fidelity == null || fidelity == 0 ? null : fidelity;
    count("minSize", minSize);
    count("most", most);
    require(
        fidelity == null || (fidelity >= 0 && fidelity <= 1), "fidelity must be between 0 and 1");
    if (network == null) {
      needsNetwork("parser", parser);
      needsNetwork("select", select);
      needsNetwork("aligned", aligned);
      needsNetwork("minSize", minSize);
      needsNetwork("most", most);
      needsNetwork("fidelity", fidelity);
    }
    if (aligned != null) {
      notAligned("parser", parser);
      notAligned("select", select);
      notAligned("minSize", minSize);
      notAligned("most", most);
    }
  }

  /** Faces that are found and left as they are. */
  public static Faces found(String detector, double minScore) {
    return new Faces(detector, minScore, null, null, null, null, null, null, null);
  }

  /** Which faces are restored. */
  public Select selection() {
    return select == null ? Select.ALL : select;
  }

  /** Whether the whole photograph is one face, aligned as the network takes it. */
  public boolean alignedAlready() {
    return aligned != null && aligned;
  }

  /** Least distance between the eyes in pixels. */
  public int leastSize() {
    return minSize == null ? MIN_SIZE_DEFAULT : minSize;
  }

  /** How many faces are restored at most. */
  public int atMost() {
    return most == null ? Integer.MAX_VALUE : most;
  }

  /** 0 for the network's face, 1 for the face as it was. */
  public double fidelityWeight() {
    return fidelity == null ? 0 : fidelity;
  }

  private static void count(String name, @Nullable Integer value) {
    require(
        value == null || (value >= 1 && value <= LARGEST_COUNT),
        name + " must be between 1 and " + LARGEST_COUNT);
  }

  private static void needsNetwork(String name, @Nullable Object value) {
    require(value == null, name + " needs a network that restores faces");
  }

  private static void notAligned(String name, @Nullable Object value) {
    require(value == null, name + " has no meaning with aligned, which says the face is all");
  }
}
