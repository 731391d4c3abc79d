package org.albumen.models.restore;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.albumen.models.catalogue.CacheFolder;
import org.albumen.models.catalogue.Catalogue;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.imaging.Masters;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.imaging.PhotographReader;
import org.albumen.models.imaging.Pictures;
import org.albumen.models.imaging.ReadLimits;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.tile.Progress;
import org.albumen.models.tile.TileSettings;

/**
 * Prints faces, seconds, the process's peak memory and how far a result made of tiles is from the
 * one made in one piece: the figures of models/RATIONALE.md, which has the command. Arguments:
 * upscaler, a number of {@code tile/overlap} separated by commas, photographs.
 */
final class MeasureTiles {
  private static final int THREADS = 2;
  private static final int ONE_PIECE = 4096;
  private static final PrintStream OUT = System.out;

  private MeasureTiles() {}

  public static void main(String[] arguments) throws Exception {
    ModelStore store = ModelStore.open(CacheFolder.standard(), Catalogue.standard());
    for (String cut : arguments[1].split(",", -1)) {
      String[] sides = cut.split("/", -1);
      TileSettings tiles =
          new TileSettings(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), 2 * THREADS);
      try (Restorers restorers = new Restorers(store, () -> TorchEngine.create(THREADS), tiles)) {
        for (String file : Arrays.copyOfRange(arguments, 2, arguments.length)) {
          Photograph photograph = PhotographReader.read(Path.of(file), ReadLimits.DEFAULT);
          measure(cut, file, photograph, restorers.restorer(options(arguments[0], tiles.tile())));
        }
      }
    }
    for (String file : Arrays.copyOfRange(arguments, 2, arguments.length)) {
      compare(store, arguments[0], arguments[1], Path.of(file));
    }
  }

  private static void measure(
      String cut, String file, Photograph photograph, PhotoRestorer restorer) throws Exception {
    Restoration restoration =
        restorer.restore(Masters.of(photograph), RasterRoom.onHeap(), Progress.NONE);
    OUT.printf(
        Locale.ROOT,
        "%-8s %-26s %dx%d: %d faces in %d ms, upscaled in %.1f s, peak of the process so far %s%n",
        cut,
        Path.of(file).getFileName(),
        photograph.width(),
        photograph.height(),
        restoration.faces().size(),
        restoration.times().detecting().toMillis(),
        restoration.times().composing().toMillis() / 1000.0,
        peak());
  }

  private static void compare(ModelStore store, String upscaler, String cuts, Path file)
      throws Exception {
    Photograph photograph = PhotographReader.read(file, ReadLimits.DEFAULT);
    Photograph whole = restored(store, upscaler, photograph, ONE_PIECE, 1);
    for (String cut : cuts.split(",", -1)) {
      String[] sides = cut.split("/", -1);
      Photograph tiled =
          restored(
              store, upscaler, photograph, Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
      OUT.printf(
          Locale.ROOT,
          "%-8s %-26s rms difference from one piece %.2f levels%n",
          cut,
          file.getFileName(),
          Pictures.rms(tiled, whole));
    }
  }

  private static Photograph restored(
      ModelStore store, String upscaler, Photograph photograph, int tile, int overlap)
      throws Exception {
    try (Restorers restorers =
        new Restorers(
            store,
            () -> TorchEngine.create(THREADS),
            new TileSettings(tile, overlap, 2 * THREADS))) {
      return restorers
          .restorer(options(upscaler, tile))
          .restore(Masters.of(photograph), RasterRoom.onHeap(), Progress.NONE)
          .result()
          .photograph();
    }
  }

  private static PhotoOptions options(String upscaler, int tile) {
    return new PhotoOptions(
        Optional.of(upscaler), 2, tile, "retinaface-mnet025", 0.7, OptionalInt.empty());
  }

  private static String peak() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .map(line -> line.substring(6).strip())
        .findFirst()
        .orElse("unknown");
  }
}
