package org.albumen.models.generate;

import java.nio.ByteBuffer;
import java.util.List;
import org.albumen.models.imaging.Photograph;

/** Images of one size side by side. */
public final class ContactSheet {
  private ContactSheet() {}

  /**
   * The images in rows, left to right; what is left of the last row is black.
   *
   * @param columns images in a row, at least 1
   */
  public static Photograph of(List<Photograph> images, int columns) {
    int width = images.get(0).width();
    int height = images.get(0).height();
    int rows = (images.size() + columns - 1) / columns;
    Photograph sheet =
        Photograph.black(
            width * Math.min(columns, images.size()), Math.multiplyExact(height, rows));
    ByteBuffer target = sheet.rgb();
    int line = width * Photograph.CHANNELS;
    for (int i = 0; i < images.size(); i++) {
      ByteBuffer source = images.get(i).rgb();
      for (int y = 0; y < height; y++) {
        int row = i / columns * height + y;
        int at = (row * sheet.width() + i % columns * width) * Photograph.CHANNELS;
        target.put(at, source, y * line, line);
      }
    }
    return sheet;
  }
}
