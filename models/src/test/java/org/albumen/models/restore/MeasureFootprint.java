package org.albumen.models.restore;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.consistency.Score;
import org.albumen.models.face.restore.FaceSelection;
import org.albumen.models.fixture.TinyModels;
import org.albumen.models.footprint.Footprint;
import org.albumen.models.imaging.Master;
import org.albumen.models.imaging.MasterHeader;
import org.albumen.models.imaging.MasterReader;
import org.albumen.models.imaging.MasterWriter;
import org.albumen.models.imaging.OutputFormat;
import org.albumen.models.imaging.OutputSettings;
import org.albumen.models.imaging.ReadLimits;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.tile.Progress;
import org.albumen.models.tile.TileSettings;

/**
 * What a process holds at most while one photograph is restored, beside what was reserved for it.
 * Arguments: photograph, upscaler or none, scale, tile, threads, face network or none. Linux only.
 */
final class MeasureFootprint {
  private static final String DETECTOR = "retinaface-mnet025";
  private static final double MIB = 1 << 20;

  private MeasureFootprint() {}

  public static void main(String[] arguments) throws Exception {
    Path photograph = Path.of(arguments[0]);
    Path folder = Files.createTempDirectory("albumen-footprint-");
    ModelStore store = ModelStore.of(Optional.empty(), Optional.of(TinyModels.in(folder).cards()));
    int threads = Integer.parseInt(arguments[4]);
    PhotoOptions options =
        options(
            arguments[1],
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]),
            arguments[5]);
    for (String name : List.of(arguments[1], DETECTOR, arguments[5])) {
      if (!name.equals("none") && !store.isPulled(name)) {
        store.pull(name, line -> {});
      }
    }
    RasterRoom room = new RasterRoom(1L << 32, 0, folder);
    try (Restorers restorers =
        new Restorers(
            store, () -> TorchEngine.create(threads, store.folder()), TileSettings.DEFAULT)) {
      MasterHeader header = MasterReader.header(photograph, new ReadLimits(1L << 30));
      Footprint footprint = restorers.footprint(options, header);
      PhotoRestorer restorer = restorers.restorer(options);
      System.gc();
      long before = kilobytes("VmRSS:");
      Files.writeString(Path.of("/proc/self/clear_refs"), "5");
      try (Master master = MasterReader.read(photograph, new ReadLimits(1L << 30), room);
          Restoration restoration = restorer.restore(master, room, Progress.NONE)) {
        MasterWriter.write(
            restoration.result().raster(),
            Metadata.NONE,
            OutputSettings.of(OutputFormat.PNG),
            folder.resolve("result.png"));
      }
      long held = kilobytes("VmHWM:") - before;
      System.out.printf(
          Locale.ROOT,
          "%dx%d, %s: reserved %.0f MiB (samples %.0f, heap %.0f, outside %.0f, tensors %.0f), held %.0f MiB%n",
          header.shape().width(),
          header.shape().height(),
          String.join(" ", List.of(arguments).subList(1, arguments.length)),
          (footprint.rasters() + footprint.heap() + footprint.outside() + footprint.tensors())
              / MIB,
          footprint.rasters() / MIB,
          footprint.heap() / MIB,
          footprint.outside() / MIB,
          footprint.tensors() / MIB,
          held / 1024.0);
    }
    System.exit(0);
  }

  private static PhotoOptions options(String upscaler, int scale, int tile, String faces) {
    FaceSelection selection = new FaceSelection(FaceSelection.Which.ALL, 0.8, 5, 10_000);
    return new PhotoOptions(
        Optional.of(upscaler).filter(name -> !name.equals("none")),
        scale,
        tile,
        DETECTOR,
        0.8,
        OptionalInt.empty(),
        Optional.of(faces)
            .filter(name -> !name.equals("none"))
            .map(name -> new FaceOptions(name, Optional.empty(), selection, 0, false)),
        Score.ANY,
        false,
        Score.ANY,
        true);
  }

  private static long kilobytes(String field) throws Exception {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith(field))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
