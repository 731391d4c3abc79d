package org.albumen.models.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.compute.TensorProgram;
import org.albumen.models.compute.TensorProgram.Values;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.footprint.Footprint;
import org.albumen.models.footprint.TensorBytes;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.latent.Latents;
import org.albumen.models.network.LatentGenerator;
import org.albumen.models.network.StyleSpace;
import org.albumen.models.network.TensorNetwork;
import org.jspecify.annotations.Nullable;

/**
 * A loaded generator: latents to images, one image at a time, so that it does not depend on its
 * neighbours. The same arguments give the same image. Safe for use by several threads.
 */
public final class ImageGenerator {
  private static final float[] STORED = {};
  private static final long SMALL_THINGS = 4 << 20;

  private final TensorProgram program;
  private final LatentGenerator network;
  private final GeneratorSettings settings;
  private final Optional<StyleSpace> space;
  private final Optional<MeanStyle> mean;

  private ImageGenerator(
      TensorProgram program,
      LatentGenerator network,
      GeneratorSettings settings,
      float @Nullable [] mean) {
    this.program = program;
    this.network = network;
    this.settings = settings;
    space = network.styleSpace();
    this.mean =
        space.filter(s -> !s.ownMean()).map(s -> new MeanStyle(program, network.latent(), s, mean));
  }

  /**
   * The generator of a model, with the mean style that its file may hold.
   *
   * @param program the model's archive; the caller closes it
   * @throws ModelException {@code MODEL_MISMATCH} when the model is no generator or not one for
   *     these settings
   */
  public static ImageGenerator of(
      ModelStore store, String name, TensorProgram program, GeneratorSettings settings)
      throws ModelException {
    TensorNetwork network = store.tensorNetwork(name);
    try {
      LatentGenerator generator = generator(network, settings);
      @Nullable String key = generator.styleSpace().map(StyleSpace::meanKey).orElse(null);
      float @Nullable [] mean = key == null ? null : store.beside(name, key).orElse(null);
      return of(generator, program, settings, mean);
    } catch (IllegalArgumentException e) {
      throw new ModelException(
          ModelProblem.MODEL_MISMATCH, "the model " + name + " " + e.getMessage(), e);
    }
  }

  /**
   * The generator of a network.
   *
   * @param program the network's archive; the caller closes it
   * @param mean the mean style when it is known and not among the weights; else null
   * @throws IllegalArgumentException with the end of a line that began with the model's name, when
   *     the network is no generator or not one for these settings
   */
  static ImageGenerator of(
      TensorNetwork network,
      TensorProgram program,
      GeneratorSettings settings,
      float @Nullable [] mean) {
    LatentGenerator generator = generator(network, settings);
    int length = generator.styleSpace().map(StyleSpace::length).orElse(0);
    if (mean != null && mean.length != length) {
      throw new IllegalArgumentException(
          "has styles of " + length + " numbers, but its file a mean of " + mean.length);
    }
    return new ImageGenerator(program, generator, settings, mean);
  }

  private static LatentGenerator generator(TensorNetwork network, GeneratorSettings settings) {
    if (!(network instanceof LatentGenerator generator)) {
      throw new IllegalArgumentException(
          "makes no images from latents: it takes " + String.join(", ", network.inputs()));
    }
    int classes = generator.classes();
    Integer label = settings.label();
    if (classes == 0 && label != null) {
      throw new IllegalArgumentException("knows no classes");
    }
    if (classes > 0 && (label == null || label < 0 || label >= classes)) {
      throw new IllegalArgumentException("needs a class from 0 to " + (classes - 1));
    }
    if (settings.noise() != Noise.STORED && noises(generator) == 0) {
      throw new IllegalArgumentException("takes no noise");
    }
    return generator;
  }

  private static int noises(LatentGenerator network) {
    return network.styleSpace().map(StyleSpace::noise).orElse(0);
  }

  /** What drawing one image of a network's holds at most: its numbers, and what comes of them. */
  public static Footprint footprint(LatentGenerator network) {
    long numbers = (long) network.size() * network.size() * Photograph.CHANNELS;
    long latents = SMALL_THINGS + (long) noises(network) * Float.BYTES;
    return new Footprint(
        0, latents + 2 * numbers * Float.BYTES, 2 * numbers, TensorBytes.ofGenerator(network));
  }

  /** Whether latents are brought to styles first, which can be truncated. */
  public boolean hasStyles() {
    return space.isPresent();
  }

  /** The latent of a seed, as NumPy draws it. */
  public float[] latent(long seed) {
    return Latents.ofSeed(seed, network.latent());
  }

  /**
   * The noise of a seed's image for {@link #ofStyles} and {@link #ofLatent}: what NumPy draws after
   * the latent, or zeros, or nothing when it is the checkpoint's.
   */
  public float[] noise(long seed) {
    return switch (settings.noise()) {
      case STORED -> STORED;
      case NONE -> new float[noises(network)];
      case RANDOM -> Latents.noiseOfSeed(seed, network.latent(), noises(network));
    };
  }

  /**
   * The styles of a latent, one after the other.
   *
   * @param psi 0 gives the mean style, 1 truncates nothing
   * @throws IllegalStateException when the network has no styles
   */
  public float[] styles(float[] z, double psi) throws ModelException {
    StyleSpace styles = requireStyles();
    List<Values> arguments = latents(z);
    if (mean.isPresent()) {
      arguments.add(row(psi == 1 ? new float[styles.length()] : mean.get().get()));
    }
    float[] factors = Latents.psi(styles.count(), psi, styles.count());
    arguments.add(new Values(List.of((long) factors.length), factors));
    return program.call("styles", arguments).get(0).numbers();
  }

  /** The image of the network's styles with a seed's noise. */
  public Photograph ofStyles(float[] ws, float[] noise) throws ModelException {
    StyleSpace styles = requireStyles();
    List<Long> shape = List.of(1L, (long) styles.count(), (long) styles.length());
    Values given = new Values(shape, ws);
    return LatentImage.of(
        noise.length == 0
            ? program.call("synthesise", List.of(given)).get(0)
            : program.call("noisy", List.of(given, row(noise))).get(0));
  }

  /**
   * The image of a latent with a seed's noise.
   *
   * @param psi 1 truncates nothing; other values need styles
   */
  public Photograph ofLatent(float[] z, double psi, float[] noise) throws ModelException {
    return hasStyles()
        ? ofStyles(styles(z, psi), noise)
        : LatentImage.of(program.call("forward", latents(z)).get(0));
  }

  /** The image of a seed. */
  public Photograph ofSeed(long seed, double psi) throws ModelException {
    return ofLatent(latent(seed), psi, noise(seed));
  }

  /** The latent and, where there are classes, the label. */
  private List<Values> latents(float[] z) {
    List<Long> shape = new ArrayList<>(List.of(1L));
    shape.addAll(network.latentShape());
    List<Values> latents = new ArrayList<>(List.of(new Values(shape, z)));
    Integer label = settings.label();
    if (label != null) {
      float[] classes = new float[network.classes()];
      classes[label] = 1;
      latents.add(row(classes));
    }
    return latents;
  }

  private static Values row(float[] numbers) {
    return new Values(List.of(1L, (long) numbers.length), numbers);
  }

  private StyleSpace requireStyles() {
    return space.orElseThrow(() -> new IllegalStateException("the network has no styles"));
  }
}
