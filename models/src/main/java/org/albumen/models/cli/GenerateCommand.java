package org.albumen.models.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.compute.TensorProgram;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.generate.ContactSheet;
import org.albumen.models.generate.ImageGenerator;
import org.albumen.models.imaging.OutputFormat;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.imaging.PhotographWriter;
import org.albumen.models.latent.Seeds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code albumen models generate}. */
@Command(
    name = "generate",
    description = "Draws an image per seed, with NumPy's latents, on one sheet.",
    mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {
  /** What draws when no generator is named. */
  static final String PRIOR = "progan-128";

  static final String PRIOR_WORDS =
      "A generator; none: progan-128, faces of 128 pixels, whose weights are fetched at first.";

  private static final int MOST = 1024;

  @Mixin private StoreOptions options = new StoreOptions();

  @Parameters(arity = "0..1", paramLabel = "NAME", description = PRIOR_WORDS)
  private String name = PRIOR;

  @Option(
      names = "--seeds",
      required = true,
      paramLabel = "SEEDS",
      description = "Such as 7 or 0-31 or 1,3,10-12.")
  private String seeds = "";

  @Option(
      names = "--trunc",
      paramLabel = "PSI",
      description = "0 gives the mean image, 1 (unless told) truncates nothing.")
  private double psi = 1;

  @Option(names = "--columns", paramLabel = "N", description = "Images in a row, 8 unless told.")
  private int columns = 8;

  @Option(
      names = "--grid",
      required = true,
      paramLabel = "FILE",
      description = "The PNG file to write.")
  private Path grid = Path.of("");

  @Override
  public Integer call() {
    List<Long> list;
    try {
      list = Seeds.parse(seeds);
    } catch (IllegalArgumentException e) {
      throw options.misuse(String.valueOf(e.getMessage()));
    }
    if (columns < 1 || list.size() > MOST) {
      throw options.misuse("a sheet has 1 column at least and " + MOST + " images at most");
    }
    return options.run(store -> generate(store, list));
  }

  private void generate(ModelStore store, List<Long> list) throws ModelException {
    Path archive = archive(options, store, name);
    try (TorchEngine engine = TorchEngine.create(1);
        TensorProgram program = engine.program(archive)) {
      ImageGenerator generator = generator(store, name, program, psi);
      List<Photograph> images = new ArrayList<>();
      for (long seed : list) {
        images.add(generator.ofLatent(generator.latent(seed), psi));
      }
      PhotographWriter.write(ContactSheet.of(images, columns), OutputFormat.PNG, grid);
      options.say(list.size() + " images: " + grid);
    } catch (IOException e) {
      throw unwritable(grid, e);
    }
  }

  /** The generator's archive. Weights that nobody had to ask for are fetched here. */
  static Path archive(StoreOptions options, ModelStore store, String name) throws ModelException {
    if (name.equals(PRIOR) && !store.isPulled(name)) {
      store.pull(name, options::say);
    }
    return store.torchScript(name);
  }

  static ImageGenerator generator(ModelStore store, String name, TensorProgram program, double psi)
      throws ModelException {
    ImageGenerator generator;
    try {
      generator = ImageGenerator.of(store.tensorNetwork(name), program);
    } catch (IllegalArgumentException e) {
      throw new ModelException(ModelProblem.MODEL_MISMATCH, name + ": " + e.getMessage(), e);
    }
    if (psi != 1 && !generator.hasStyles()) {
      throw new ModelException(
          ModelProblem.MODEL_MISMATCH, name + " has no styles that could be truncated");
    }
    return generator;
  }

  static ModelException unwritable(Path file, IOException e) {
    return new ModelException(
        ModelProblem.MODEL_UNAVAILABLE,
        "the file " + file + " cannot be written: " + e.getClass().getSimpleName(),
        e);
  }
}
