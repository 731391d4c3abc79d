package org.albumen.models.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.compute.TensorProgram;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.generate.GeneratorSettings;
import org.albumen.models.generate.ImageGenerator;
import org.albumen.models.generate.Noise;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which generator draws, and how: the options that all drawing subcommands have. */
final class GeneratorOptions {
  /** What draws when no generator is named. */
  private static final String PRIOR = "progan-128";

  private static final int MOST_THREADS = 1024;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description =
          "A generator; none: progan-128, faces of 128 pixels, whose weights are fetched at first.")
  private String name = PRIOR;

  @Option(
      names = "--trunc",
      paramLabel = "PSI",
      description = {
        "0 gives the mean image, 1 (unless told) truncates nothing. A network whose file holds no mean",
        "style gets that of the 4096 latents that NumPy's RandomState(123) draws."
      })
  private double psi = 1;

  @Option(
      names = "--class",
      paramLabel = "N",
      description = "The class to draw, from 0, for a network that knows classes.")
  private @Nullable Integer label;

  @Option(
      names = "--noise",
      paramLabel = "KIND",
      description = {
        "StyleGAN2's noise: const (unless told): the checkpoint's; none; random: what the seed gives",
        "after its latent."
      })
  private String noise = "const";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Images drawn side by side; unless told, one per processor.")
  private int threads = Runtime.getRuntime().availableProcessors();

  /** What a subcommand does with the generator. */
  @FunctionalInterface
  interface Use {
    void with(TorchEngine engine, ImageGenerator generator) throws ModelException, IOException;
  }

  String name() {
    return name;
  }

  double psi() {
    return psi;
  }

  /** Says what is wrong with the options before anything is loaded. */
  void require(StoreOptions options) {
    if (threads < 1 || threads > MOST_THREADS || !Double.isFinite(psi)) {
      throw options.misuse("there are 1 to " + MOST_THREADS + " threads, and PSI is a number");
    }
    try {
      Noise.of(noise);
    } catch (IllegalArgumentException e) {
      throw options.misuse(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Loads the generator. Weights that nobody had to ask for are fetched here.
   *
   * @param target the file that is written, named when that fails
   */
  void use(StoreOptions options, ModelStore store, Path target, Use use) throws ModelException {
    GeneratorSettings settings = new GeneratorSettings(label, Noise.of(noise));
    if (name.equals(PRIOR) && !store.isPulled(name)) {
      store.pull(name, options::say);
    }
    try (TorchEngine engine = TorchEngine.create(threads);
        TensorProgram program = engine.program(store.torchScript(name))) {
      ImageGenerator generator = ImageGenerator.of(store, name, program, settings);
      if (psi != 1 && !generator.hasStyles()) {
        throw mismatch("has no styles that could be truncated");
      }
      use.with(engine, generator);
    } catch (IOException e) {
      throw new ModelException(
          ModelProblem.MODEL_UNAVAILABLE,
          "the file " + target + " cannot be written: " + e.getClass().getSimpleName(),
          e);
    }
  }

  ModelException mismatch(String what) {
    return new ModelException(ModelProblem.MODEL_MISMATCH, "the model " + name + " " + what);
  }
}
