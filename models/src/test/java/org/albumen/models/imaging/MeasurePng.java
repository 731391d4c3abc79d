package org.albumen.models.imaging;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.Deflater;

/**
 * Prints size and speed of ways to deflate a filtered photograph: the figures of
 * models/RATIONALE.md, which has the command. Arguments: photographs.
 */
final class MeasurePng {
  private static final int ROUNDS = 5;
  private static final PrintStream OUT = System.out;

  private MeasurePng() {}

  public static void main(String[] arguments) throws Exception {
    for (String file : arguments) {
      Photograph photograph = PhotographReader.read(Path.of(file), ReadLimits.DEFAULT);
      for (int level : new int[] {1, 2, 4, 6, 9}) {
        measure(photograph, level, Deflater.FILTERED, "level " + level);
      }
      measure(photograph, 1, Deflater.HUFFMAN_ONLY, "Huffman codes alone");
    }
  }

  private static void measure(Photograph photograph, int level, int strategy, String name) {
    long size = 0;
    long[] nanos = new long[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      size = deflatedSize(photograph, level, strategy);
      nanos[round] = System.nanoTime() - start;
    }
    OUT.printf(
        Locale.ROOT,
        "%-20s %.2f bytes/pixel, %.1f Mpixel/s%n",
        name,
        (double) size / photograph.pixels(),
        photograph.pixels() * 1e3 / Arrays.stream(nanos).min().orElseThrow());
  }

  private static long deflatedSize(Photograph photograph, int level, int strategy) {
    PngFilter filter = new PngFilter(Photograph.CHANNELS, photograph.width());
    ByteBuffer rgb = photograph.rgb();
    Deflater deflater = new Deflater(level);
    deflater.setStrategy(strategy);
    byte[] chunk = new byte[1 << 16];
    long size = 0;
    for (int row = 0; row < photograph.height(); row++) {
      deflater.setInput(filter.next(rgb));
      while (!deflater.needsInput()) {
        size += deflater.deflate(chunk);
      }
    }
    deflater.finish();
    while (!deflater.finished()) {
      size += deflater.deflate(chunk);
    }
    deflater.end();
    return size;
  }
}
