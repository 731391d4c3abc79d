package org.albumen.models.imaging;

import java.io.IOException;
import java.nio.ByteOrder;
import org.albumen.models.imaging.Note.Kind;

/** Turns a row as PNG stores it into samples of 8 or 16 bits in native byte order. */
final class PngPixels {
  private static final int PALETTE = 3;
  private static final boolean SWAP = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private final int depth;
  private final int stored;
  private final int channels;
  private final byte[] palette;
  private final byte[] transparency;

  private PngPixels(int depth, int stored, int channels, byte[] palette, byte[] transparency) {
    this.depth = depth;
    this.stored = stored;
    this.channels = channels;
    this.palette = palette;
    this.transparency = transparency;
  }

  static PngPixels of(PngChunks chunks) throws IOException {
    int depth = chunks.depth();
    int type = chunks.colourType();
    boolean right =
        switch (type) {
          case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
          case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
          case 2, 4, 6 -> depth == 8 || depth == 16;
          default -> false;
        };
    if (!right) {
      throw new IOException("no such colour type: " + type + " with " + depth + " bits");
    }
    byte[] transparency = chunks.transparency();
    boolean clear = transparency.length > 0;
    if (type == PALETTE) {
      return ofPalette(chunks, clear);
    }
    int stored = type == 0 ? 1 : type == 2 ? 3 : type == 4 ? 2 : 4;
    if (depth < 8) {
      chunks.findings().note(Kind.DEPTH_WIDENED, depth + " bits per sample became 8");
    }
    if (stored % 2 == 0 || transparency.length != 2 * stored) {
      return new PngPixels(depth, stored, stored, new byte[0], new byte[0]);
    }
    chunks.findings().note(Kind.TRANSPARENCY_EXPANDED, "a transparent colour became opacity");
    return new PngPixels(depth, stored, stored + 1, new byte[0], transparency);
  }

  private static PngPixels ofPalette(PngChunks chunks, boolean clear) throws IOException {
    byte[] palette = chunks.palette();
    if (palette.length == 0 || palette.length % 3 != 0) {
      throw new IOException("the palette is missing or damaged");
    }
    boolean gray = true;
    for (int i = 0; i < palette.length; i += 3) {
      gray &= palette[i] == palette[i + 1] && palette[i] == palette[i + 2];
    }
    chunks
        .findings()
        .note(Kind.PALETTE_EXPANDED, "a palette became 8-bit " + (gray ? "gray" : "RGB"));
    if (clear) {
      chunks.findings().note(Kind.TRANSPARENCY_EXPANDED, "transparent entries became opacity");
    }
    int channels = (gray ? 1 : 3) + (clear ? 1 : 0);
    return new PngPixels(chunks.depth(), 1, channels, palette, chunks.transparency());
  }

  /** Samples per pixel after expansion. */
  int channels() {
    return channels;
  }

  /** Bits per sample after expansion. */
  int bits() {
    return depth == 16 ? 16 : 8;
  }

  /** Bits per pixel in the file. */
  int storedBits() {
    return depth * stored;
  }

  /** Expands a row of so many pixels. */
  void expand(byte[] row, int width, byte[] to) throws IOException {
    if (palette.length > 0) {
      fromPalette(row, width, to);
    } else if (depth < 8) {
      widen(row, width, to);
    } else {
      copy(row, width, to);
    }
  }

  private int packed(byte[] row, int x) {
    int bit = x * depth;
    return (row[bit >> 3] & 0xff) >> (8 - depth - (bit & 7)) & ((1 << depth) - 1);
  }

  private void fromPalette(byte[] row, int width, byte[] to) throws IOException {
    int colours = channels >= 3 ? 3 : 1;
    for (int x = 0, i = 0; x < width; x++) {
      int index = packed(row, x);
      if (3 * index >= palette.length) {
        throw new IOException("a pixel has no colour in the palette");
      }
      for (int c = 0; c < colours; c++) {
        to[i++] = palette[3 * index + c];
      }
      if (channels > colours) {
        to[i++] = index < transparency.length ? transparency[index] : (byte) 255;
      }
    }
  }

  private void widen(byte[] row, int width, byte[] to) {
    int max = (1 << depth) - 1;
    for (int x = 0, i = 0; x < width; x++) {
      int value = packed(row, x);
      to[i++] = (byte) (value * 255 / max);
      if (channels == 2) {
        to[i++] = (byte) (value == (transparency[1] & max) ? 0 : 255);
      }
    }
  }

  private void copy(byte[] row, int width, byte[] to) {
    int bytes = depth / 8;
    int colour = stored * bytes;
    if (channels == stored && bytes == 1) {
      System.arraycopy(row, 0, to, 0, width * colour);
      return;
    }
    for (int x = 0, from = 0, i = 0; x < width; x++, from += colour) {
      for (int b = 0; b < colour; b++) {
        to[i++] = row[from + (bytes == 2 && SWAP ? b ^ 1 : b)];
      }
      if (channels > stored) {
        byte opacity = (byte) (isTransparent(row, from) ? 0 : 255);
        for (int b = 0; b < bytes; b++) {
          to[i++] = opacity;
        }
      }
    }
  }

  private boolean isTransparent(byte[] row, int from) {
    for (int c = 0; c < stored; c++) {
      boolean same =
          depth == 16
              ? row[from + 2 * c] == transparency[2 * c]
                  && row[from + 2 * c + 1] == transparency[2 * c + 1]
              : row[from + c] == transparency[2 * c + 1];
      if (!same) {
        return false;
      }
    }
    return true;
  }
}
