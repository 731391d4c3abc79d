package org.albumen.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.albumen.models.imaging.Master;
import org.albumen.models.imaging.MasterReader;
import org.albumen.models.imaging.MasterWriter;
import org.albumen.models.imaging.OutputFormat;
import org.albumen.models.imaging.OutputSettings;
import org.albumen.models.imaging.ReadLimits;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.imaging.raster.RasterShape;

/**
 * A 150-megapixel scan of 16 bits through decoding, a copy and encoding, in a process of its own
 * whose peak memory is then all that it took.
 */
final class LargeScan {
  private static final RasterShape SHAPE = new RasterShape(15_000, 10_000, 3, 16);
  private static final String HEAP = "-Xmx512m";
  private static final String MARK = "scan:";
  private static final String SOURCE = "scan.tif";
  private static final int BAND = 64;
  private static final long SCRATCH = 4L << 30;

  private LargeScan() {}

  /** The line that the process prints; needs 4 GB in the folder for a while. */
  static String run(Path folder) throws IOException, InterruptedException {
    Path source = folder.resolve(SOURCE);
    MasterWriter.write(
        new MadeScan(SHAPE), Metadata.NONE, OutputSettings.of(OutputFormat.TIFF), source);
    String[] words = Child.run(List.of(HEAP), LargeScan.class, List.of(folder.toString()), MARK);
    return String.join(" ", words).substring(MARK.length() + 1);
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Path source = folder.resolve(SOURCE);
    Path result = folder.resolve("result.tif");
    RasterRoom room = new RasterRoom(0, SCRATCH, folder);
    long start = System.nanoTime();
    try (Master master = MasterReader.read(source, new ReadLimits(SHAPE.pixels()), room);
        Raster copy = room.create(SHAPE)) {
      long decoded = System.nanoTime();
      copy(master.raster(), copy);
      long copied = System.nanoTime();
      MasterWriter.write(copy, master.metadata(), OutputSettings.of(OutputFormat.TIFF), result);
      long encoded = System.nanoTime();
      System.out.printf(
          Locale.ROOT,
          MARK + " decode %.1f s, copy %.1f s, encode %.1f s; peak %s, heap of 512 MB%n",
          (decoded - start) / 1e9,
          (copied - decoded) / 1e9,
          (encoded - copied) / 1e9,
          peak());
    }
    if (Files.mismatch(source, result) >= 0) {
      throw new IOException("the copy of the scan is another file");
    }
  }

  private static void copy(Raster from, Raster to) throws IOException {
    ByteBuffer band = ByteBuffer.allocate((int) SHAPE.rowBytes() * BAND);
    for (int y = 0; y < SHAPE.height(); y += BAND) {
      int rows = Math.min(BAND, SHAPE.height() - y);
      from.read(0, y, SHAPE.width(), rows, band.clear());
      to.write(0, y, SHAPE.width(), rows, band.flip());
    }
  }

  private static String peak() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB")
        .findFirst()
        .orElse("not known here");
  }
}
