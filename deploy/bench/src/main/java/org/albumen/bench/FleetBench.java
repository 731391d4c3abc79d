package org.albumen.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.albumen.common.cli.CommonOptions;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.common.submission.KeyFilter;
import org.albumen.local.fleet.FolderRun;
import org.albumen.local.fleet.RunReport;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.compute.ImageNetwork;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.imaging.PhotographReader;
import org.albumen.models.imaging.ReadLimits;
import org.albumen.models.tile.Progress;
import org.albumen.models.tile.TileSettings;
import org.albumen.models.tile.TiledNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * What the fleet costs beside the network: the same photographs through the bare network, one after
 * the other with every core on it, and through Kafka, S3, decoding, face detection, the network,
 * encoding and the conditional writes.
 */
@Command(
    name = "fleet",
    mixinStandardHelpOptions = true,
    description = "The bare network loop against the fleet, on the same photographs in one run.",
    sortOptions = false)
public final class FleetBench implements Callable<Integer> {
  private static final double NANOS = 1e9;

  @Spec private CommandSpec spec;

  @Mixin private CommonOptions options = new CommonOptions();

  @Parameters(
      paramLabel = "PHOTOGRAPHS",
      description = "The folder to measure with (default: ${DEFAULT-VALUE}).",
      defaultValue = "samples")
  private Path photographs;

  @Option(
      names = "--recipe",
      description = "The recipe (default: ${DEFAULT-VALUE}).",
      defaultValue = "photo@1")
  private String recipe;

  @Option(
      names = "--rounds",
      description = "How often each is measured, in turn (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int rounds;

  /** Made by picocli. */
  @SuppressWarnings("NullAway.Init")
  public FleetBench() {}

  @Override
  public Integer call() throws Exception {
    AlbumenConfig config = options.load();
    RestoreRecipe chosen = RecipeBook.offered(config.recipes().folder()).findRestoring(recipe);
    Path folder = photographs.toRealPath();
    PrintWriter out = spec.commandLine().getOut();
    double bare = 0;
    double fleet = 0;
    int images = 0;
    for (int round = 1; round <= rounds; round++) {
      RunReport report = fleet(folder);
      List<Photograph> decoded = decoded(folder, config);
      double seconds = bare(config, chosen, decoded);
      images += decoded.size();
      bare += seconds;
      fleet += report.seconds();
      line(out, "round %d: bare %.1f s, fleet %.1f s", round, seconds, report.seconds());
    }
    line(
        out,
        "bare network  %6.3f images/s  (decoded in memory, no faces, nothing written)",
        images / bare);
    line(out, "fleet         %6.3f images/s  (from submission to the last event)", images / fleet);
    line(
        out,
        "fleet: images=%d bare_per_s=%.4f fleet_per_s=%.4f ratio=%.3f",
        images,
        images / bare,
        images / fleet,
        bare / fleet);
    return 0;
  }

  /** Through everything, results thrown away. */
  private RunReport fleet(Path folder) throws AlbumenException, IOException, InterruptedException {
    try (TemporaryFolder results = TemporaryFolder.create()) {
      return new FolderRun(options::load, book -> book.findRestoring(recipe), System.out)
          .restore(folder, results.path());
    }
  }

  /** Seconds that the network alone needs; loading and one warming call are not counted. */
  private static double bare(AlbumenConfig config, RestoreRecipe recipe, List<Photograph> decoded)
      throws ModelException, RestorationException, InterruptedException {
    ModelStore models = ModelStore.of(config.models().cache(), config.models().cards());
    OptionalInt threads = config.worker().threads();
    int cores = threads.orElseGet(() -> Runtime.getRuntime().availableProcessors());
    try (TorchEngine engine = TorchEngine.create(cores, models.folder());
        ImageNetwork network =
            engine.load(models.torchScript(recipe.upscaler()), models.network(recipe.upscaler()))) {
      TiledNetwork tiled =
          new TiledNetwork(
              network, TileSettings.DEFAULT.withTile(recipe.tile()), engine.executor());
      tiled.apply(Photograph.black(64, 64), Progress.NONE);
      long start = System.nanoTime();
      for (Photograph photograph : decoded) {
        tiled.apply(photograph, Progress.NONE);
      }
      return (System.nanoTime() - start) / NANOS;
    }
  }

  private static List<Photograph> decoded(Path folder, AlbumenConfig config)
      throws IOException, RestorationException {
    List<Photograph> decoded = new ArrayList<>();
    ReadLimits limits = new ReadLimits(config.worker().maxPixels());
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (KeyFilter.PHOTOGRAPHS.takes(file.getFileName().toString())) {
          decoded.add(PhotographReader.read(file, limits));
        }
      }
    }
    return decoded;
  }

  private static void line(PrintWriter out, String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
