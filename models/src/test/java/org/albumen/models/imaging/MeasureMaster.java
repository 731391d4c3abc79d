package org.albumen.models.imaging;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.albumen.models.imaging.raster.RasterRoom;

/**
 * Prints how fast files are decoded to masters (processor time of the thread) and the process's
 * peak memory. Arguments: mebibytes of memory for rasters (0: a scratch file), then files; one that
 * does not exist is made: 15000 x 10000 pixels of 16-bit RGB in strips of 16 rows, 900 MB.
 */
final class MeasureMaster {
  private static final int WIDTH = 15_000;
  private static final int HEIGHT = 10_000;
  private static final int ROWS = 16;

  private MeasureMaster() {}

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("masters");
    RasterRoom room = new RasterRoom(Long.parseLong(args[0]) << 20, 8L << 30, folder);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (String name : List.of(args).subList(1, args.length)) {
      Path file = Path.of(name);
      if (!Files.exists(file)) {
        make(file);
      }
      long start = threads.getCurrentThreadCpuTime();
      try (Master master = MasterReader.read(file, new ReadLimits(500_000_000), room)) {
        double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
        System.out.printf(
            Locale.ROOT,
            "%s %s: %.2f s, %.1f Mpixel/s, %s%n",
            file.getFileName(),
            master.shape(),
            seconds,
            master.shape().pixels() / 1e6 / seconds,
            peak());
      }
    }
    Files.delete(folder);
  }

  private static String peak() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .findFirst()
        .orElse("VmHWM is not known");
  }

  /** Big-endian, the directory behind the samples. */
  private static void make(Path file) throws IOException {
    int strips = HEIGHT / ROWS;
    int stripBytes = ROWS * WIDTH * 6;
    byte[] strip = new byte[stripBytes];
    new Random(1).nextBytes(strip);
    try (OutputStream buffered = new BufferedOutputStream(Files.newOutputStream(file));
        DataOutputStream out = new DataOutputStream(buffered)) {
      out.writeInt(0x4d4d002a);
      out.writeInt(8 + strips * stripBytes);
      for (int i = 0; i < strips; i++) {
        out.write(strip);
      }
      int[][] tags = {
        {256, 4, 1, WIDTH},
        {257, 4, 1, HEIGHT},
        {258, 3, 3, 0},
        {259, 3, 1, 1 << 16},
        {262, 3, 1, 2 << 16},
        {273, 4, strips, 0},
        {277, 3, 1, 3 << 16},
        {278, 4, 1, ROWS},
        {279, 4, strips, 0}
      };
      int values = 8 + strips * stripBytes + 2 + 12 * tags.length + 4;
      tags[2][3] = values;
      tags[5][3] = values + 6;
      tags[8][3] = values + 6 + 4 * strips;
      out.writeShort(tags.length);
      for (int[] tag : tags) {
        out.writeShort(tag[0]);
        out.writeShort(tag[1]);
        out.writeInt(tag[2]);
        out.writeInt(tag[3]);
      }
      out.writeInt(0);
      for (int i = 0; i < 3; i++) {
        out.writeShort(16);
      }
      for (int i = 0; i < strips; i++) {
        out.writeInt(8 + i * stripBytes);
      }
      for (int i = 0; i < strips; i++) {
        out.writeInt(stripBytes);
      }
    }
  }
}
