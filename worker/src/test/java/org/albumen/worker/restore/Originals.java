package org.albumen.worker.restore;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.albumen.models.imaging.MasterWriter;
import org.albumen.models.imaging.OutputFormat;
import org.albumen.models.imaging.OutputSettings;
import org.albumen.models.imaging.metadata.Block;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.metadata.Resolution;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterShape;

/** Photographs of the samples as an archive has them: 16 bits, a profile, a scanner's EXIF. */
final class Originals {
  static final Resolution RESOLUTION = new Resolution(300, 300, Resolution.Unit.INCH);
  static final String SCANNER = "Arsenal scanner";

  private Originals() {}

  /** A 16-bit gray TIFF with a gray profile. */
  static Path gray(Path file, String sample) throws Exception {
    return write(file, image(sample), 1, ColorSpace.CS_GRAY);
  }

  /** A 16-bit RGB TIFF with a profile that is not sRGB's. */
  static Path colour(Path file, String sample) throws Exception {
    return write(file, image(sample), 3, ColorSpace.CS_LINEAR_RGB);
  }

  /** A 16-bit gray TIFF in which no face is. */
  static Path gradient(Path file) throws Exception {
    BufferedImage image = new BufferedImage(200, 160, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 200 * 160; i++) {
      image.setRGB(i % 200, i / 200, 0x010101 * (i % 200));
    }
    return write(file, image, 1, ColorSpace.CS_GRAY);
  }

  private static BufferedImage image(String sample) throws Exception {
    return ImageIO.read(Path.of("..", "samples", sample).toFile());
  }

  /** The lower 8 bits are noise, so that a result that went through 8 bits is told. */
  private static Path write(Path file, BufferedImage image, int channels, int space)
      throws Exception {
    RasterShape shape = new RasterShape(image.getWidth(), image.getHeight(), channels, 16);
    ByteBuffer samples = ByteBuffer.allocate((int) shape.bytes()).order(ByteOrder.nativeOrder());
    for (int i = 0; i < shape.pixels(); i++) {
      int rgb = image.getRGB(i % shape.width(), i / shape.width());
      for (int c = 0; c < channels; c++) {
        int level = (rgb >> (channels == 1 ? 8 : 16 - 8 * c)) & 0xff;
        samples.putShort((short) (level * 256 + (i * 73 + c * 31) % 256));
      }
    }
    Metadata metadata =
        new Metadata(
            Optional.of(Block.of(ICC_Profile.getInstance(space).getData())),
            Optional.of(RESOLUTION),
            Optional.of(exif()),
            Optional.empty(),
            List.of());
    try (Raster raster = Raster.over(shape, samples)) {
      MasterWriter.write(raster, metadata, OutputSettings.of(OutputFormat.TIFF), file);
    }
    return file;
  }

  /** The maker, and a sensitivity in a directory of its own. */
  private static Block exif() {
    byte[] maker = (SCANNER + "\0").getBytes(ISO_8859_1);
    ByteBuffer block = ByteBuffer.allocate(56 + maker.length).order(ByteOrder.LITTLE_ENDIAN);
    block.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) 2);
    entry(block, 0x10f, 2, maker.length, 56);
    entry(block, 0x8769, 4, 1, 38);
    block.putInt(0).putShort((short) 1);
    entry(block, 0x8827, 3, 1, 400);
    return Block.of(block.putInt(0).put(maker).array());
  }

  private static void entry(ByteBuffer to, int tag, int type, int count, int value) {
    to.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }
}
