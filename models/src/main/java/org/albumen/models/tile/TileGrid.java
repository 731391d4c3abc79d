package org.albumen.models.tile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.albumen.models.imaging.PartedPhotograph;

/**
 * A photograph cut into tiles of one size, in rows from the top left. Where the last tiles reach
 * beyond the photograph, by less than the network's alignment, it is continued by its mirror image.
 */
final class TileGrid {
  private final PartedPhotograph source;
  private final int[] lefts;
  private final int[] tops;
  private final int tileWidth;
  private final int tileHeight;

  private TileGrid(
      PartedPhotograph source, int[] lefts, int[] tops, int tileWidth, int tileHeight) {
    this.source = source;
    this.lefts = lefts;
    this.tops = tops;
    this.tileWidth = tileWidth;
    this.tileHeight = tileHeight;
  }

  /**
   * Tiles no larger than the settings say. They begin and end at multiples of the alignment: a
   * network that folds pixels together answers visibly otherwise when it sees them in other pairs.
   */
  static TileGrid of(PartedPhotograph source, TileSettings settings, int alignment) {
    int width = align(source.width(), alignment);
    int height = align(source.height(), alignment);
    int largest = Math.max(alignment, settings.tile() / alignment * alignment);
    if ((long) width * height <= (long) largest * largest) {
      return new TileGrid(source, new int[1], new int[1], width, height);
    }
    int overlap = align(settings.overlap(), alignment);
    int tileWidth = even(width, largest, overlap, alignment);
    int tileHeight = even(height, largest, overlap, alignment);
    return new TileGrid(
        source,
        starts(width, tileWidth, overlap, alignment),
        starts(height, tileHeight, overlap, alignment),
        tileWidth,
        tileHeight);
  }

  /** The shortest piece with which no more pieces are needed than with the longest. */
  private static int even(int side, int longest, int overlap, int alignment) {
    int count = Cuts.count(side, longest, overlap);
    return align((side + (count - 1) * overlap + count - 1) / count, alignment);
  }

  private static int[] starts(int side, int piece, int overlap, int alignment) {
    int[] starts = Cuts.starts(side / alignment, piece / alignment, overlap / alignment);
    for (int i = 0; i < starts.length; i++) {
      starts[i] *= alignment;
    }
    return starts;
  }

  private static int align(int side, int alignment) {
    return (side + alignment - 1) / alignment * alignment;
  }

  PartedPhotograph source() {
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

  /** Columns of these tiles that are pixels of the photograph. */
  int usedWidth(int column) {
    return Math.min(tileWidth, source.width() - lefts[column]);
  }

  /** Rows of these tiles that are pixels of the photograph. */
  int usedHeight(int row) {
    return Math.min(tileHeight, source.height() - tops[row]);
  }

  /** The first row of tiles that shows a row of the source, away from its upper edge if any is. */
  int rowOver(int y) {
    int row = 0;
    while (tops[row] + tileHeight <= y) {
      row++;
    }
    return row;
  }

  /** A copy of a tile's samples, fit for a network. */
  ByteBuffer samples(int tile) throws IOException {
    int column = tile % columns();
    int row = tile / columns();
    int left = lefts[column];
    int top = tops[row];
    int across = usedWidth(column);
    ByteBuffer from = source.view(left, top, across, usedHeight(row)).rgb();
    ByteBuffer samples =
        ByteBuffer.allocateDirect(tileWidth * tileHeight * 3).order(ByteOrder.nativeOrder());
    for (int y = 0; y < tileHeight; y++) {
      int fromRow = (mirror(top + y, source.height()) - top) * across;
      int toRow = y * tileWidth;
      samples.put(toRow * 3, from, fromRow * 3, across * 3);
      for (int x = across; x < tileWidth; x++) {
        int pixel = fromRow + mirror(left + x, source.width()) - left;
        samples.put((toRow + x) * 3, from, pixel * 3, 3);
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
