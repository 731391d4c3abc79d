package org.albumen.models.consistency;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.albumen.models.imaging.PartedPhotograph;

/**
 * How well a result agrees with its original in the low frequencies, the ones that a restoration
 * must not change: both are brought to a quarter of the original's size by the mean of squares, of
 * 4 x 4 pixels of the original and as much of the result. Grain, scratches and the detail that
 * networks add are above that and do not count. A mean of squares needs no neighbours and no
 * kernel's edges, and is calculated exactly from rows of squares: a row is all that is in memory.
 *
 * @param whole of the whole photograph
 * @param parts of the rectangles that were asked for, in their order: of the squares that they
 *     touch
 */
public record Consistency(Score whole, List<Score> parts) {
  /** Side of a square, in pixels of the original. */
  public static final int BLOCK = 4;

  public Consistency {
    parts = List.copyOf(parts);
  }

  /**
   * Measures a result.
   *
   * @param result as large as the original, or 2 or 4 times as wide and high
   * @param parts rectangles of the original
   * @throws IllegalArgumentException when the result's size is not a multiple of the original's
   * @throws IOException when either cannot be read
   */
  public static Consistency of(PartedPhotograph result, PartedPhotograph original, List<Part> parts)
      throws IOException {
    int scale = result.width() / original.width();
    if (result.width() != original.width() * scale
        || result.height() != original.height() * scale) {
      throw new IllegalArgumentException(
          "a result of %dx%d pixels is not of an original of %dx%d"
              .formatted(result.width(), result.height(), original.width(), original.height()));
    }
    BlockMeans after = new BlockMeans(result, BLOCK * scale);
    BlockMeans before = new BlockMeans(original, BLOCK);
    List<Tally> tallies = new ArrayList<>();
    tallies.add(new Tally(0, 0, before.columns(), before.rows()));
    parts.forEach(part -> tallies.add(tally(part, before)));
    Similarity similarity =
        new Similarity(
            before.columns(),
            before.rows(),
            (y, map) -> tallies.forEach(tally -> tally.similarity(y, map)));
    for (int y = 0; y < before.rows(); y++) {
      float[] a = after.row(y);
      float[] b = before.row(y);
      for (Tally tally : tallies) {
        tally.colours(y, a, b);
      }
      similarity.add(luma(a), luma(b));
    }
    List<Score> scores = tallies.stream().map(Tally::score).toList();
    return new Consistency(scores.get(0), scores.subList(1, scores.size()));
  }

  private static Tally tally(Part part, BlockMeans blocks) {
    int left = Math.max(0, Math.floorDiv(part.x(), BLOCK));
    int top = Math.max(0, Math.floorDiv(part.y(), BLOCK));
    int right = Math.min(blocks.columns(), Math.floorDiv(part.x() + part.width() - 1, BLOCK) + 1);
    int bottom = Math.min(blocks.rows(), Math.floorDiv(part.y() + part.height() - 1, BLOCK) + 1);
    return new Tally(left, top, Math.max(left, right), Math.max(top, bottom));
  }

  /** Rec. 601. */
  private static float[] luma(float[] rgb) {
    float[] luma = new float[rgb.length / 3];
    for (int i = 0; i < luma.length; i++) {
      luma[i] = 0.299f * rgb[3 * i] + 0.587f * rgb[3 * i + 1] + 0.114f * rgb[3 * i + 2];
    }
    return luma;
  }
}
