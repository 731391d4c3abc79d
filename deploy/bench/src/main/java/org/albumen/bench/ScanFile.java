package org.albumen.bench;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A large scan: a 16-bit RGB TIFF in strips, a slope with grain, three wide to two high. */
final class ScanFile {
  private static final int ROWS = 16;
  private static final int PIXEL = 6;

  private final int width;
  private final int height;
  private final int strips;

  ScanFile(double megapixels) {
    int blocks = Math.max(1, (int) Math.round(Math.sqrt(megapixels * 1e6 / 1.5) / ROWS));
    this.height = blocks * ROWS;
    this.width = height * 3 / 2;
    this.strips = blocks;
  }

  /** Writes it, big-endian, the directory behind the samples. */
  void write(Path file) throws IOException {
    int stripBytes = ROWS * width * PIXEL;
    Random grain = new Random(1);
    try (OutputStream buffered = new BufferedOutputStream(Files.newOutputStream(file));
        DataOutputStream out = new DataOutputStream(buffered)) {
      out.writeInt(0x4d4d002a);
      out.writeInt(8 + strips * stripBytes);
      for (int strip = 0; strip < strips; strip++) {
        out.write(strip(strip * ROWS, stripBytes, grain));
      }
      directory(out, stripBytes);
    }
  }

  private byte[] strip(int top, int bytes, Random grain) {
    ByteBuffer strip = ByteBuffer.allocate(bytes);
    byte[] noise = new byte[width];
    for (int y = top; y < top + ROWS; y++) {
      grain.nextBytes(noise);
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          int slope = (int) (50_000L * (x + (long) c * y) / (width + 2L * height));
          strip.putShort((short) (4000 + slope + 16 * noise[x]));
        }
      }
    }
    return strip.array();
  }

  private void directory(DataOutputStream out, int stripBytes) throws IOException {
    int[][] tags = {
      {256, 4, 1, width},
      {257, 4, 1, height},
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
