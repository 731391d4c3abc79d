package org.albumen.models.imaging;

import static org.albumen.models.failure.RestorationProblem.DAMAGED_IMAGE;
import static org.albumen.models.failure.RestorationProblem.EMPTY_SOURCE;
import static org.albumen.models.failure.RestorationProblem.IMAGE_TOO_LARGE;
import static org.albumen.models.failure.RestorationProblem.NOT_AN_IMAGE;
import static org.albumen.models.failure.RestorationProblem.OUT_OF_MEMORY;
import static org.albumen.models.failure.RestorationProblem.UNSUPPORTED_FORMAT;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Objects;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.albumen.models.failure.RestorationException;
import org.jspecify.annotations.Nullable;

/**
 * Decodes JPEG, PNG, TIFF (its first page), WebP and BMP files, told apart by their content.
 * Stateless: safe for any number of threads.
 */
public final class PhotographReader {
  private static final String DECODED = "JPEG, PNG, TIFF, WebP and BMP are decoded";

  private PhotographReader() {}

  /**
   * Reads a photograph: palette, gray, CMYK, 16-bit and transparent images become 8-bit sRGB,
   * transparency over white; an ICC profile and the EXIF orientation are applied.
   *
   * @throws RestorationException {@code EMPTY_SOURCE}, {@code NOT_AN_IMAGE}, {@code
   *     UNSUPPORTED_FORMAT}, {@code IMAGE_TOO_LARGE} (from the header, before memory is taken),
   *     {@code DAMAGED_IMAGE} or {@code OUT_OF_MEMORY}
   * @throws IOException when the file cannot be opened
   */
  public static Photograph read(Path file, ReadLimits limits)
      throws RestorationException, IOException {
    SourceFormat format = recognise(file);
    String name = format.reader();
    if (name == null) {
      throw new RestorationException(
          UNSUPPORTED_FORMAT, "this is a " + format.label() + " file; " + DECODED);
    }
    ImageReader reader = reader(name);
    boolean sized = false;
    try {
      checkSize(file, reader, limits);
      sized = true;
      return decode(file, reader, Anatomy.examine(format, file, limits));
    } catch (UnsupportedOperationException e) {
      throw unsupported(format, e);
    } catch (IOException | RuntimeException e) {
      throw isRefusal(e) ? unsupported(format, e) : damaged(format, e);
    } catch (OutOfMemoryError e) {
      // Before the size is known only a lying header can ask for so much.
      throw sized
          ? new RestorationException(OUT_OF_MEMORY, "not enough memory to decode the image", e)
          : damaged(format, e);
    } finally {
      reader.dispose();
    }
  }

  /** Straight from the file: nothing is cached in a shared folder. */
  static ImageInputStream open(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new NoSuchFileException(file.toString(), null, "no such file, or not readable");
    }
    return Objects.requireNonNull(ImageIO.createImageInputStream(file.toFile()), "no file stream");
  }

  private static SourceFormat recognise(Path file) throws RestorationException, IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(SourceFormat.MAGIC_LENGTH);
    }
    if (start.length == 0) {
      throw new RestorationException(EMPTY_SOURCE, "the file is empty");
    }
    @Nullable SourceFormat format = SourceFormat.recognise(start);
    if (format == null) {
      throw new RestorationException(NOT_AN_IMAGE, "the file is no image; " + DECODED);
    }
    return format;
  }

  private static ImageReader reader(String name) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(name);
    if (!readers.hasNext()) {
      throw new IllegalStateException("no ImageIO reader for " + name + " on the class path");
    }
    return readers.next();
  }

  private static void checkSize(Path file, ImageReader reader, ReadLimits limits)
      throws RestorationException, IOException {
    try (ImageInputStream in = open(file)) {
      reader.setInput(in, true, true);
      checkSize(reader.getWidth(0), reader.getHeight(0), limits);
    }
  }

  private static Photograph decode(Path file, ImageReader reader, Anatomy anatomy)
      throws IOException {
    try (ImageInputStream in = open(file)) {
      reader.setInput(in, true, true);
      Damage damage = new Damage();
      reader.addIIOReadWarningListener(damage);
      BufferedImage image = reader.read(0);
      damage.check();
      return SrgbConversion.convert(image, anatomy);
    }
  }

  private static void checkSize(int width, int height, ReadLimits limits)
      throws RestorationException, IOException {
    if (width < 1 || height < 1) {
      throw new IOException("its size is " + width + "x" + height);
    }
    if (!limits.allow(width, height)) {
      throw new RestorationException(
          IMAGE_TOO_LARGE,
          String.format(
              Locale.ROOT,
              "%dx%d pixels are more than the %,d allowed",
              width,
              height,
              limits.maxPixels()));
    }
  }

  /** ImageIO has no exception of its own for what a plug-in does not decode. */
  private static boolean isRefusal(Exception e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("unsupported") || message.contains("not supported");
  }

  private static RestorationException unsupported(SourceFormat format, Exception e) {
    return new RestorationException(
        UNSUPPORTED_FORMAT, "this kind of " + format.label() + " is not decoded: " + reason(e), e);
  }

  private static RestorationException damaged(SourceFormat format, Throwable e) {
    return new RestorationException(
        DAMAGED_IMAGE, "the " + format.label() + " file is damaged: " + reason(e), e);
  }

  private static String reason(Throwable e) {
    String message = e.getMessage();
    if (message == null || message.isBlank()) {
      return e instanceof EOFException
          ? "the file ends before the image does"
          : e.getClass().getSimpleName();
    }
    return message.lines().findFirst().orElseThrow().strip();
  }
}
