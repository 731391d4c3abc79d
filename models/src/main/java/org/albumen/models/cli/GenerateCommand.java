package org.albumen.models.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.failure.ModelException;
import org.albumen.models.generate.ContactSheet;
import org.albumen.models.generate.SideBySide;
import org.albumen.models.imaging.OutputFormat;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.imaging.PhotographWriter;
import org.albumen.models.latent.Seeds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code albumen models generate}. */
@Command(
    name = "generate",
    description = "Draws an image per seed, with NumPy's latents, on one sheet.",
    mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {
  private static final int MOST = 1024;

  @Mixin private StoreOptions options = new StoreOptions();

  @Mixin private GeneratorOptions generator = new GeneratorOptions();

  @Option(
      names = "--seeds",
      required = true,
      paramLabel = "SEEDS",
      description = "Such as 7 or 0-31 or 1,3,10-12.")
  private String seeds = "";

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
    generator.require(options);
    return options.run(store -> generate(store, list));
  }

  private void generate(ModelStore store, List<Long> list) throws ModelException {
    generator.use(
        options,
        store,
        grid,
        (engine, network) -> {
          List<Photograph> images = new ArrayList<>();
          SideBySide.draw(
              engine, list.size(), i -> network.ofSeed(list.get(i), generator.psi()), images::add);
          PhotographWriter.write(ContactSheet.of(images, columns), OutputFormat.PNG, grid);
        });
    options.say(list.size() + " images: " + grid);
  }
}
