package org.albumen.models.tile;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.imaging.Photograph;

/**
 * Puts a network's tiles together, in reading order. Tiles are first joined side by side to a band;
 * where bands or tiles meet, one fades into the other. Rows that no further tile touches go on.
 */
final class Mosaic {
  private static final float[] NO_FADE = {};

  private final TileGrid grid;
  private final int scale;
  private final int width;
  private final int firstRow;
  private final BandSink sink;
  private ByteBuffer band = ByteBuffer.allocate(0);

  /** The last rows of the band before, which the next band still covers. */
  private ByteBuffer tail = ByteBuffer.allocate(0);

  private int delivered;
  private boolean handingOver;

  /**
   * A mosaic of the tiles from one row of tiles on.
   *
   * @param firstRow of tiles
   * @param delivered rows of the result that the sink has already; the first row of tiles covers
   *     the next
   */
  Mosaic(TileGrid grid, int scale, int firstRow, int delivered, BandSink sink) {
    this.grid = grid;
    this.scale = scale;
    this.width = grid.source().width() * scale;
    this.firstRow = firstRow;
    this.delivered = delivered;
    this.sink = sink;
  }

  /** Takes the memory that is needed; to be called before the first tile. */
  void begin() {
    int overlap = 1;
    for (int row = firstRow + 1; row < grid.rows(); row++) {
      overlap = Math.max(overlap, overlapAbove(row) * scale);
    }
    band = Photograph.black(width, grid.usedHeight(firstRow) * scale).rgb();
    tail = Photograph.black(width, overlap).rgb();
  }

  /** Rows of the result that the sink has. */
  int delivered() {
    return delivered;
  }

  /** Whether the sink was given rows and did not return. */
  boolean isHandingOver() {
    return handingOver;
  }

  /** Puts the tile of that number; all before it, from the first row on, have been put. */
  void put(int tile, ByteBuffer samples) throws IOException, RestorationException {
    int column = tile % grid.columns();
    int row = tile / grid.columns();
    putInBand(column, grid.usedHeight(row) * scale, samples);
    if (column == grid.columns() - 1) {
      finishBand(row);
    }
  }

  private void putInBand(int column, int height, ByteBuffer tile) {
    float[] fade =
        column == 0 ? NO_FADE : fade(grid.left(column - 1) + grid.tileWidth() - grid.left(column));
    int left = grid.left(column) * scale;
    int used = grid.usedWidth(column) * scale;
    for (int y = 0; y < height; y++) {
      int from = y * grid.tileWidth() * scale * 3;
      int to = (y * width + left) * 3;
      for (int x = 0; x < fade.length; x++) {
        for (int c = 3 * x; c < 3 * x + 3; c++) {
          band.put(to + c, mix(band.get(to + c), tile.get(from + c), fade[x]));
        }
      }
      int kept = fade.length * 3;
      band.put(to + kept, tile, from + kept, used * 3 - kept);
    }
  }

  /** Joins the band to the rows above, hands over what is final and keeps the rest. */
  private void finishBand(int row) throws IOException, RestorationException {
    int rowBytes = width * 3;
    float[] fade = row == firstRow ? NO_FADE : fade(overlapAbove(row));
    for (int y = 0; y < fade.length; y++) {
      for (int i = y * rowBytes; i < (y + 1) * rowBytes; i++) {
        band.put(i, mix(tail.get(i), band.get(i), fade[y]));
      }
    }
    int top = grid.top(row) * scale;
    int end = top + grid.usedHeight(row) * scale;
    int last = row == grid.rows() - 1 ? end : Math.min(end, grid.top(row + 1) * scale);
    int start = (delivered - top) * rowBytes;
    int rows = last - delivered;
    if (rows > 0) {
      handingOver = true;
      sink.rows(delivered, new Photograph(width, rows, band.slice(start, rows * rowBytes)));
      handingOver = false;
      delivered = last;
    }
    tail.put(0, band, (last - top) * rowBytes, (end - last) * rowBytes);
  }

  /** In pixels of the source. */
  private int overlapAbove(int row) {
    return grid.top(row - 1) + grid.tileHeight() - grid.top(row);
  }

  /**
   * Weights of the new samples across an overlap: 0 in the first quarter and 1 in the last, where a
   * tile lacks its surroundings, half a cosine wave between.
   *
   * @param overlap in pixels of the source
   */
  private float[] fade(int overlap) {
    float[] fade = new float[overlap * scale];
    for (int i = 0; i < fade.length; i++) {
      double along = 2 * (i + 0.5) / fade.length - 0.5;
      fade[i] = (float) (0.5 - 0.5 * Math.cos(Math.PI * Math.max(0, Math.min(1, along))));
    }
    return fade;
  }

  private static byte mix(byte before, byte added, float weight) {
    int from = before & 0xff;
    return (byte) Math.round(from + weight * ((added & 0xff) - from));
  }
}
