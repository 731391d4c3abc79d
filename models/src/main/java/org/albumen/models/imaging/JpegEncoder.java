package org.albumen.models.imaging;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.FileImageOutputStream;
import org.albumen.models.imaging.Note.Kind;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterShape;

/** Baseline JPEG through the JDK's writer, which asks for one row after the other. */
final class JpegEncoder {
  private static final int LONGEST_SIDE = 65_535;

  /** From here on, edges between colours are worth more than the bytes. */
  private static final int FULL_CHROMA = 90;

  private JpegEncoder() {}

  static void write(Raster raster, Metadata metadata, int quality, Path file, List<Note> notes)
      throws IOException {
    RasterShape shape = raster.shape();
    if (shape.width() > LONGEST_SIDE || shape.height() > LONGEST_SIDE) {
      throw new IOException("a JPEG has at most " + LONGEST_SIDE + " pixels a side");
    }
    say(shape, notes);
    BufferedImage image = JpegRows.image(raster);
    ImageWriter writer = writer();
    try (FileImageOutputStream out = new FileImageOutputStream(file.toFile())) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality / 100f);
      IIOMetadata tree = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), param);
      new JpegMarkers(tree, notes).describe(metadata, quality >= FULL_CHROMA);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, tree), param);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      writer.dispose();
    }
  }

  private static void say(RasterShape shape, List<Note> notes) {
    if (shape.bits() == 16) {
      notes.add(new Note(Kind.DEPTH_REDUCED, "16 bits were rounded to the 8 that JPEG has"));
    }
    if (shape.hasAlpha()) {
      notes.add(new Note(Kind.OPACITY_FLATTENED, "JPEG has no opacity: it is shown over white"));
    }
  }

  private static ImageWriter writer() {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
    while (writers.hasNext()) {
      ImageWriter writer = writers.next();
      if (writer.getClass().getName().startsWith("com.sun.")) {
        return writer;
      }
    }
    throw new IllegalStateException("this Java runtime has no JPEG writer");
  }
}
