package org.albumen.models.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.compute.TensorProgram;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.generate.AnimatedGif;
import org.albumen.models.generate.ImageGenerator;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.latent.Latents;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code albumen models interpolate}. */
@Command(
    name = "interpolate",
    description = "Draws the way from one seed's image to another's as an animated GIF.",
    mixinStandardHelpOptions = true)
final class InterpolateCommand implements Callable<Integer> {
  private static final int MOST = 10_000;

  /** Where the way lies. */
  enum Way {
    slerp,
    z,
    w
  }

  @Mixin private StoreOptions options = new StoreOptions();

  @Parameters(arity = "0..1", paramLabel = "NAME", description = GenerateCommand.PRIOR_WORDS)
  private String name = GenerateCommand.PRIOR;

  @Option(names = "--from", required = true, paramLabel = "SEED", description = "The first image.")
  private long from;

  @Option(names = "--to", required = true, paramLabel = "SEED", description = "The last image.")
  private long to;

  @Option(names = "--frames", paramLabel = "N", description = "Images in all, 60 unless told.")
  private int frames = 60;

  @Option(names = "--trunc", paramLabel = "PSI", description = "As in: albumen models generate")
  private double psi = 1;

  @Option(
      names = "--way",
      paramLabel = "WAY",
      description = "slerp (unless told): on the sphere of latents; z, w: straight in that space.")
  private Way way = Way.slerp;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The GIF file to write.")
  private Path out = Path.of("");

  @Override
  public Integer call() {
    if (frames < 2 || frames > MOST || from < 0 || to < 0) {
      throw options.misuse("a way has 2 to " + MOST + " frames, and seeds are not negative");
    }
    return options.run(this::interpolate);
  }

  private void interpolate(ModelStore store) throws ModelException {
    Path archive = GenerateCommand.archive(options, store, name);
    try (TorchEngine engine = TorchEngine.create(1);
        TensorProgram program = engine.program(archive);
        AnimatedGif gif = new AnimatedGif(out, 4)) {
      ImageGenerator generator = GenerateCommand.generator(store, name, program, psi);
      if (way == Way.w && !generator.hasStyles()) {
        throw new ModelException(ModelProblem.MODEL_MISMATCH, name + " has no space w");
      }
      for (int i = 0; i < frames; i++) {
        gif.add(frame(generator, (double) i / (frames - 1)));
      }
      gif.finish();
      options.say(frames + " frames: " + out);
    } catch (IOException e) {
      throw GenerateCommand.unwritable(out, e);
    }
  }

  private Photograph frame(ImageGenerator generator, double share) throws ModelException {
    float[] a = generator.latent(from);
    float[] b = generator.latent(to);
    return switch (way) {
      case slerp -> generator.ofLatent(Latents.spherical(a, b, share), psi);
      case z -> generator.ofLatent(Latents.linear(a, b, share), psi);
      case w ->
          generator.ofStyles(
              Latents.linear(generator.styles(a, psi), generator.styles(b, psi), share));
    };
  }
}
