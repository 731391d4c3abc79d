package org.albumen.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.consistency.Score;
import org.albumen.models.imaging.Master;
import org.albumen.models.imaging.MasterReader;
import org.albumen.models.imaging.MasterWriter;
import org.albumen.models.imaging.OutputFormat;
import org.albumen.models.imaging.OutputSettings;
import org.albumen.models.imaging.ReadLimits;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.restore.PhotoOptions;
import org.albumen.models.restore.PhotoRestorer;
import org.albumen.models.restore.Restoration;
import org.albumen.models.restore.Restorers;
import org.albumen.models.tile.Progress;
import org.albumen.models.tile.TileSettings;

/**
 * A process that restores one scan, its mask included; prints the pixels of the result, the seconds
 * of each stage, the processor's seconds of all, the share of pixels that changed, the resident
 * memory before the scan is read, with the networks loaded, and its peak, both in MB.
 */
public final class ScanProbe {
  private static final double NANOS = 1e9;
  private static final long SCRATCH = 1L << 36;

  private ScanProbe() {}

  /**
   * Arguments: file, cache folder, file of cards, upscaler, scale, detector, MiB of memory for
   * rasters, threads.
   */
  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    ModelStore store =
        ModelStore.of(Optional.of(Path.of(arguments[1])), Optional.of(Path.of(arguments[2])));
    RasterRoom room =
        new RasterRoom(
            Long.parseLong(arguments[6]) << 20, SCRATCH, Objects.requireNonNull(file.getParent()));
    int threads = Integer.parseInt(arguments[7]);
    PhotoOptions options =
        new PhotoOptions(
            Optional.of(arguments[3]),
            Integer.parseInt(arguments[4]),
            TileSettings.DEFAULT.tile(),
            arguments[5],
            0.7,
            OptionalInt.empty(),
            Optional.empty(),
            Score.ANY,
            false,
            Score.ANY,
            true);
    try (Restorers restorers =
        new Restorers(
            store, () -> TorchEngine.create(threads, store.folder()), TileSettings.DEFAULT)) {
      PhotoRestorer restorer = restorers.restorer(options);
      long idle = NetworkProbe.peakMegabytes();
      long used = NetworkProbe.processorNanos();
      long start = System.nanoTime();
      try (Master master = MasterReader.read(file, new ReadLimits(Long.MAX_VALUE / 8), room)) {
        Duration decoding = Duration.ofNanos(System.nanoTime() - start);
        try (Restoration restoration = restorer.restore(master, room, Progress.NONE)) {
          Duration encoding = write(restoration.result(), file.resolveSibling("result.tif"));
          long processor = NetworkProbe.processorNanos() - used;
          print(restoration, decoding, encoding, processor, idle);
        }
      }
    }
    System.exit(0);
  }

  private static Duration write(Master result, Path file) throws Exception {
    long start = System.nanoTime();
    OutputSettings tiff = OutputSettings.of(OutputFormat.TIFF);
    MasterWriter.write(result.raster(), result.metadata(), tiff, file);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void print(
      Restoration restoration, Duration decoding, Duration encoding, long used, long idle)
      throws Exception {
    Restoration.Times times = restoration.times();
    System.out.println(
        String.format(
            Locale.ROOT,
            "scan %d %.1f %.1f %.1f %.1f %.1f %.1f %.4f %d %d",
            restoration.result().shape().pixels(),
            seconds(decoding),
            seconds(times.detecting()),
            seconds(times.composing()),
            seconds(times.checking()),
            seconds(encoding),
            used / NANOS,
            restoration.alteration().coverage(),
            idle,
            NetworkProbe.peakMegabytes()));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS;
  }
}
