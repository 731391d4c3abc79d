package org.albumen.models.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.failure.ModelException;
import org.albumen.models.generate.AnimatedGif;
import org.albumen.models.generate.SideBySide;
import org.albumen.models.generate.Walk;
import org.albumen.models.generate.Walk.Way;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code albumen models interpolate}. */
@Command(
    name = "interpolate",
    description = "Draws the way from one seed's image to another's as an animated GIF.",
    mixinStandardHelpOptions = true)
final class InterpolateCommand implements Callable<Integer> {
  private static final int MOST = 10_000;

  @Mixin private StoreOptions options = new StoreOptions();

  @Mixin private GeneratorOptions generator = new GeneratorOptions();

  @Option(names = "--from", required = true, paramLabel = "SEED", description = "The first image.")
  private long from;

  @Option(names = "--to", required = true, paramLabel = "SEED", description = "The last image.")
  private long to;

  @Option(names = "--frames", paramLabel = "N", description = "Images in all, 60 unless told.")
  private int frames = 60;

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
    generator.require(options);
    return options.run(this::interpolate);
  }

  private void interpolate(ModelStore store) throws ModelException {
    generator.use(
        options,
        store,
        out,
        (engine, network) -> {
          if (way == Way.w && !network.hasStyles()) {
            throw generator.mismatch("has no space w");
          }
          Walk walk = new Walk(network, from, to, generator.psi());
          try (AnimatedGif gif = new AnimatedGif(out, 4)) {
            SideBySide.draw(engine, frames, i -> walk.at(way, (double) i / (frames - 1)), gif::add);
            gif.finish();
          }
        });
    options.say(frames + " frames: " + out);
  }
}
