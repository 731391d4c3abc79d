package org.albumen.models.tile;

import java.nio.ByteBuffer;
import org.albumen.models.imaging.Photograph;

/**
 * Puts a network's tiles together, in reading order. Tiles are first joined side by side to a band,
 * the band is then joined to the rows above: where two meet, one fades into the other.
 */
final class Mosaic {
  private static final float[] NO_FADE = {};

  private final TileGrid grid;
  private final int scale;
  private final Photograph result;
  private final ByteBuffer band;

  Mosaic(TileGrid grid, int scale) {
    this.grid = grid;
    this.scale = scale;
    int width = grid.source().width() * scale;
    this.result = Photograph.black(width, grid.source().height() * scale);
    this.band = Photograph.black(width, grid.usedHeight(0) * scale).rgb();
  }

  /** The whole, once every tile was put. */
  Photograph result() {
    return result;
  }

  /** Puts the tile of that number; all before it have been put. */
  void put(int tile, ByteBuffer samples) {
    int column = tile % grid.columns();
    int row = tile / grid.columns();
    putInBand(column, grid.usedHeight(row) * scale, samples);
    if (column == grid.columns() - 1) {
      putBand(row);
    }
  }

  private void putInBand(int column, int height, ByteBuffer tile) {
    float[] fade =
        column == 0 ? NO_FADE : fade(grid.left(column - 1) + grid.tileWidth() - grid.left(column));
    int left = grid.left(column) * scale;
    int width = grid.usedWidth(column) * scale;
    for (int y = 0; y < height; y++) {
      int from = y * grid.tileWidth() * scale * 3;
      int to = (y * result.width() + left) * 3;
      for (int x = 0; x < fade.length; x++) {
        for (int c = 3 * x; c < 3 * x + 3; c++) {
          band.put(to + c, mix(band.get(to + c), tile.get(from + c), fade[x]));
        }
      }
      int kept = fade.length * 3;
      band.put(to + kept, tile, from + kept, width * 3 - kept);
    }
  }

  private void putBand(int row) {
    float[] fade = row == 0 ? NO_FADE : fade(grid.top(row - 1) + grid.tileHeight() - grid.top(row));
    ByteBuffer whole = result.rgb();
    int rowBytes = result.width() * 3;
    int start = grid.top(row) * scale * rowBytes;
    for (int y = 0; y < fade.length; y++) {
      for (int i = y * rowBytes; i < (y + 1) * rowBytes; i++) {
        whole.put(start + i, mix(whole.get(start + i), band.get(i), fade[y]));
      }
    }
    int kept = fade.length * rowBytes;
    whole.put(start + kept, band, kept, grid.usedHeight(row) * scale * rowBytes - kept);
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
