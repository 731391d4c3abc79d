package org.albumen.bench;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.albumen.common.cli.CommonOptions;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.fixture.TinyModels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a scan too large for memory costs: made up, decoded, restored in tiles and compared. */
@Command(
    name = "scan",
    mixinStandardHelpOptions = true,
    description = "Time and peak memory of restoring a large 16-bit scan.",
    sortOptions = false)
public final class ScanBench implements Callable<Integer> {
  private static final String DETECTOR = "retinaface-mnet025";
  private static final int PIXELS = 1_000_000;

  @Spec private CommandSpec spec;

  @Mixin private CommonOptions options = new CommonOptions();

  @Option(
      names = "--megapixels",
      description = "Size of the scan (default: ${DEFAULT-VALUE}).",
      defaultValue = "150")
  private double megapixels;

  @Option(
      names = "--scale",
      description = "Pixels of the result per pixel along a side (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int scale;

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description =
          "The upscaler's card (default: ${DEFAULT-VALUE}, a tiny stand-in; Real-ESRGAN takes hours).",
      defaultValue = TinyModels.UPSCALER)
  private String network;

  @Option(
      names = "--heap",
      paramLabel = "MIB",
      description = "The restoring process's largest heap (default: ${DEFAULT-VALUE}).",
      defaultValue = "512")
  private int heap;

  @Option(
      names = "--memory",
      paramLabel = "MIB",
      description =
          "Memory for samples; what does not fit is in scratch files (default: ${DEFAULT-VALUE}).",
      defaultValue = "256")
  private int memory;

  /** Made by picocli. */
  @SuppressWarnings("NullAway.Init")
  public ScanBench() {}

  @Override
  public Integer call() throws Exception {
    AlbumenConfig config = options.load();
    PrintWriter out = spec.commandLine().getOut();
    try (TemporaryFolder temporary = TemporaryFolder.create()) {
      Path folder = temporary.path();
      Path cards = TinyModels.in(folder).cards();
      ModelStore models = ModelStore.of(config.models().cache(), Optional.of(cards));
      for (String name : List.of(network, DETECTOR)) {
        if (!models.isPulled(name)) {
          models.pull(name, out::println);
        }
      }
      Path file = folder.resolve("scan.tif");
      new ScanFile(megapixels).write(file);
      print(out, measured(models, cards, file), Files.size(file));
      if (network.equals(TinyModels.UPSCALER)) {
        models.remove(network);
      }
      return 0;
    }
  }

  private String[] measured(ModelStore models, Path cards, Path file) throws Exception {
    return Child.run(
        List.of("-Xmx" + heap + "m"),
        ScanProbe.class,
        List.of(
            file.toString(),
            models.folder().toString(),
            cards.toString(),
            network,
            Integer.toString(scale),
            DETECTOR,
            Integer.toString(memory),
            Integer.toString(Runtime.getRuntime().availableProcessors())),
        "scan");
  }

  private void print(PrintWriter out, String[] figures, long bytes) {
    out.println(
        String.format(
            Locale.ROOT,
            "scan of %.1f megapixels (%d MB), %s, result of %.1f megapixels, %s of it changed",
            bytes / 6e6,
            bytes / PIXELS,
            network,
            Long.parseLong(figures[1]) / 1e6,
            figures[8]));
    out.println(
        String.format(
            Locale.ROOT,
            "decoding %s s, faces %s s, tiles and composing %s s, comparing %s s, encoding %s s, processor %s s",
            figures[2],
            figures[3],
            figures[4],
            figures[5],
            figures[6],
            figures[7]));
    out.println(
        String.format(
            Locale.ROOT,
            "resident with the networks loaded %s MB, at most %s MB",
            figures[9],
            figures[10]));
    out.flush();
  }
}
