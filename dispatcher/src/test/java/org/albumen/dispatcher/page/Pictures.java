package org.albumen.dispatcher.page;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.albumen.common.event.Agreement;
import org.albumen.common.event.FaceFinding;
import org.albumen.common.event.FaceOutcome;
import org.albumen.common.job.SourceRef;

/** The repository's samples, with the faces that were found in them. */
@SuppressWarnings("ImmutableEnumChecker") // Nobody changes the arrays.
enum Pictures {
  SOLVAY(
      "solvay-1927-centre.jpg",
      400,
      260,
      new double[][] {
        {54.8, 126.7, 27.5, 35.2, .999, 38.1},
        {316.2, 26.3, 24.3, 31.9, .999, 36.0},
        {114.1, 93.5, 29.6, 37.1, .998, 36.6},
        {4.3, 93.8, 27.5, 35.3, .998, 33.4},
        {55.2, 49.2, 25, 32.4, .998, 35.1},
        {171.6, 128.6, 31.7, 41.9, .997, 38.2},
        {142.4, 32.4, 26.3, 33.4, .997, 34.7},
        {298.1, 120.8, 30.8, 40.3, .997, 36.7},
        {330.9, 83.8, 25.2, 33, .996, 33.5},
        {236, 85.6, 26.3, 34.4, .996, 37.8},
        {0, 24.1, 24.7, 33.2, .996, 34},
        {231.1, 45.6, 27.1, 34.6, .961, 38.1}
      }),
  HOPPER("grace-hopper.jpg", 280, 280, new double[][] {{87.4, 63.6, 121.2, 166.6, .994, 35.5}}),
  ASTRONAUT("astronaut.png", 320, 320, new double[][] {{94.6, 45.3, 74.7, 95.9, .995, 38.7}}),
  NAGASAKI("nagasaki-boats-1865.jpg", 440, 352, new double[][] {}),
  ALPINE("alpine-landscape-1865.tif", 440, 208, new double[][] {});

  private final String file;
  private final int width;
  private final int height;
  private final double[][] faces;

  Pictures(String file, int width, int height, double[][] faces) {
    this.file = file;
    this.width = width;
    this.height = height;
    this.faces = faces;
  }

  /** The sample that a source is named after, or any. */
  static Pictures of(SourceRef source) {
    String key = source.name();
    return Arrays.stream(values())
        .filter(picture -> key.contains(picture.name().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseGet(() -> values()[Math.floorMod(key.hashCode(), values().length)]);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  List<FaceFinding> faces() {
    return Arrays.stream(faces)
        .map(
            f ->
                new FaceFinding(
                    f[0],
                    f[1],
                    f[2],
                    f[3],
                    f[4],
                    List.of(),
                    FaceOutcome.RESTORED,
                    null,
                    new Agreement(f[5], .99)))
        .toList();
  }

  /**
   * The photograph: the sample beside real results, else something less sharp.
   *
   * @param results a folder of real results, when there is one
   */
  byte[] before(Optional<Path> results) throws IOException {
    BufferedImage sample = ImageIO.read(sample().toFile());
    BufferedImage photograph =
        results.isPresent() ? sample : scaled(sample, width * 5 / 8, height * 5 / 8);
    return jpeg(scaled(photograph, width * 2, height * 2));
  }

  /** The result: a real one, else the sample. */
  byte[] after(Optional<Path> results) throws IOException {
    Path from = found(results, "png").orElse(sample());
    return jpeg(scaled(ImageIO.read(from.toFile()), width * 2, height * 2));
  }

  /** A real result's file of that suffix. */
  Optional<Path> found(Optional<Path> results, String suffix) throws IOException {
    if (results.isEmpty()) {
      return Optional.empty();
    }
    String name = file.replaceFirst("\\..*$", "") + "\\.[0-9a-f]{16}\\." + suffix;
    try (Stream<Path> files = Files.list(results.get())) {
      return files.filter(path -> path.getFileName().toString().matches(name)).findFirst();
    }
  }

  private Path sample() {
    return Path.of("../samples", file);
  }

  private static BufferedImage scaled(BufferedImage from, int width, int height) {
    BufferedImage to = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = to.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(from, 0, 0, width, height, null);
    graphics.dispose();
    return to;
  }

  private static byte[] jpeg(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", bytes);
    return bytes.toByteArray();
  }
}
