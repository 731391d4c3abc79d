package org.albumen.models.tile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.albumen.models.imaging.Photograph;

/**
 * A photograph cut into tiles of one size, in rows from the top left. An image that is one tile may
 * be smaller than it: it is continued by its mirror image.
 */
final class TileGrid {
  private final Photograph source;
  private final int[] lefts;
  private final int[] tops;
  private final int tileWidth;
  private final int tileHeight;

  private TileGrid(Photograph source, int[] lefts, int[] tops, int tileWidth, int tileHeight) {
    this.source = source;
    this.lefts = lefts;
    this.tops = tops;
    this.tileWidth = tileWidth;
    this.tileHeight = tileHeight;
  }

  /** Tiles no larger than the settings say, all sides multiples of the alignment. */
  static TileGrid of(Photograph source, TileSettings settings, int alignment) {
    int width = source.width();
    int height = source.height();
    int largest = Math.max(alignment, settings.tile() / alignment * alignment);
    long area = (long) largest * largest;
    if ((long) align(width, alignment) * align(height, alignment) <= area) {
      return new TileGrid(
          source, new int[1], new int[1], align(width, alignment), align(height, alignment));
    }
    int tileWidth = even(width, largest, settings.overlap(), alignment);
    int tileHeight = even(height, largest, settings.overlap(), alignment);
    return new TileGrid(
        source,
        Cuts.starts(width, tileWidth, settings.overlap()),
        Cuts.starts(height, tileHeight, settings.overlap()),
        tileWidth,
        tileHeight);
  }

  /** The shortest piece with which no more pieces are needed than with the longest. */
  private static int even(int side, int longest, int overlap, int alignment) {
    int count = Cuts.count(side, longest, overlap);
    return align((side + (count - 1) * overlap + count - 1) / count, alignment);
  }

  private static int align(int side, int alignment) {
    return (side + alignment - 1) / alignment * alignment;
  }

  Photograph source() {
    return source;
  }

  int columns() {
    return lefts.length;
  }

  int rows() {
    return tops.length;
  }

  int tiles() {
    return columns() * rows();
  }

  int tileWidth() {
    return tileWidth;
  }

  int tileHeight() {
    return tileHeight;
  }

  int left(int column) {
    return lefts[column];
  }

  int top(int row) {
    return tops[row];
  }

  /** Columns of a tile that are pixels of the photograph. */
  int usedWidth() {
    return Math.min(tileWidth, source.width());
  }

  /** Rows of a tile that are pixels of the photograph. */
  int usedHeight() {
    return Math.min(tileHeight, source.height());
  }

  /** A copy of a tile's samples, fit for a network. */
  ByteBuffer samples(int tile) {
    int left = lefts[tile % columns()];
    int top = tops[tile / columns()];
    ByteBuffer from = source.rgb();
    ByteBuffer samples =
        ByteBuffer.allocateDirect(tileWidth * tileHeight * 3).order(ByteOrder.nativeOrder());
    for (int y = 0; y < tileHeight; y++) {
      int row = mirror(top + y, source.height()) * source.width();
      int rowStart = y * tileWidth * 3;
      samples.put(rowStart, from, (row + left) * 3, usedWidth() * 3);
      for (int x = usedWidth(); x < tileWidth; x++) {
        int pixel = row + mirror(left + x, source.width());
        samples.put(rowStart + x * 3, from, pixel * 3, 3);
      }
    }
    return samples;
  }

  /** An index beyond the end comes back, the last pixel not repeated. */
  private static int mirror(int index, int length) {
    if (index < length) {
      return index;
    }
    int period = Math.max(1, 2 * length - 2);
    int within = index % period;
    return within < length ? within : period - within;
  }
}
