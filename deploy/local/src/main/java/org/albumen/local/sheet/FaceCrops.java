package org.albumen.local.sheet;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.albumen.local.sheet.Entry.Face;
import org.albumen.local.sheet.Entry.Restored;
import org.albumen.local.sheet.Entry.Size;

/**
 * The faces of a photograph before and after, cut out with some of what is round them. After is
 * pixel by pixel as the result has it; before is brought to the same size, so that the two can be
 * compared.
 */
final class FaceCrops {
  /** Faces shown of one photograph, the largest. */
  static final int SHOWN = 12;

  private static final double MARGIN = 0.3;

  private FaceCrops() {}

  /**
   * A face's two pictures.
   *
   * @param number of the face, from 1
   * @param before path relative to the page
   * @param after path relative to the page
   * @param size of either in pixels
   */
  record Pair(int number, Face face, String before, String after, Size size) {}

  /**
   * Writes the crops of a photograph's faces.
   *
   * @param folder of the previews
   * @param path of the folder relative to the page
   * @param number of the photograph
   */
  static List<Pair> write(
      Restored photograph,
      BufferedImage before,
      BufferedImage after,
      Path folder,
      String path,
      int number)
      throws IOException {
    double scale = (double) after.getWidth() / photograph.source().width();
    double shrunk = (double) before.getWidth() / photograph.source().width();
    List<Pair> pairs = new ArrayList<>();
    for (int index : largest(photograph.faces())) {
      Face face = photograph.faces().get(index);
      Rectangle now = box(face, scale, after);
      Rectangle then = box(face, shrunk, before);
      if (now.isEmpty() || then.isEmpty()) {
        continue;
      }
      String name = number + "-face" + (index + 1);
      Preview.write(
          resized(cut(before, then), now.width, now.height), folder.resolve(name + "-before.jpg"));
      Size size = Preview.write(cut(after, now), folder.resolve(name + "-after.jpg"));
      pairs.add(
          new Pair(
              index + 1,
              face,
              path + "/" + name + "-before.jpg",
              path + "/" + name + "-after.jpg",
              size));
    }
    return pairs;
  }

  /** The places of the largest faces, in the order of their numbers. */
  private static List<Integer> largest(List<Face> faces) {
    Comparator<Integer> bySize =
        Comparator.comparingDouble(i -> -faces.get(i).width() * faces.get(i).height());
    return IntStream.range(0, faces.size()).boxed().sorted(bySize).limit(SHOWN).sorted().toList();
  }

  private static Rectangle box(Face face, double scale, BufferedImage picture) {
    double margin = MARGIN * Math.max(face.width(), face.height());
    int left = (int) Math.floor((face.x() - margin) * scale);
    int top = (int) Math.floor((face.y() - margin) * scale);
    int right = (int) Math.ceil((face.x() + face.width() + margin) * scale);
    int bottom = (int) Math.ceil((face.y() + face.height() + margin) * scale);
    return new Rectangle(left, top, right - left, bottom - top)
        .intersection(new Rectangle(picture.getWidth(), picture.getHeight()));
  }

  private static BufferedImage cut(BufferedImage picture, Rectangle box) {
    return picture.getSubimage(box.x, box.y, box.width, box.height);
  }

  private static BufferedImage resized(BufferedImage picture, int width, int height) {
    if (picture.getWidth() == width && picture.getHeight() == height) {
      return picture;
    }
    BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = drawn.createGraphics();
    canvas.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    canvas.drawImage(picture, 0, 0, width, height, null);
    canvas.dispose();
    return drawn;
  }
}
