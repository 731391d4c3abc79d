package org.albumen.models.imaging;

import static org.albumen.models.failure.RestorationProblem.DAMAGED_IMAGE;
import static org.albumen.models.failure.RestorationProblem.EMPTY_SOURCE;
import static org.albumen.models.failure.RestorationProblem.IMAGE_TOO_LARGE;
import static org.albumen.models.failure.RestorationProblem.NOT_AN_IMAGE;
import static org.albumen.models.failure.RestorationProblem.OUT_OF_MEMORY;
import static org.albumen.models.failure.RestorationProblem.UNSUPPORTED_FORMAT;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageInputStream;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.imaging.raster.RasterShape;
import org.albumen.models.imaging.raster.ScratchException;
import org.jspecify.annotations.Nullable;

/**
 * Decodes JPEG, PNG, TIFF (its first page), WebP and BMP files, told apart by their content, to
 * masters. Stateless: safe for any number of threads.
 */
public final class MasterReader {
  private static final String DECODED = "JPEG, PNG, TIFF, WebP and BMP are decoded";

  private MasterReader() {}

  /**
   * Reads an original at its own depth and in its own colours, upright.
   *
   * @param room where the samples are held; while a photograph is turned upright it is there twice
   * @throws RestorationException {@code EMPTY_SOURCE}, {@code NOT_AN_IMAGE}, {@code
   *     UNSUPPORTED_FORMAT}, {@code IMAGE_TOO_LARGE} (from the header, before memory is taken),
   *     {@code DAMAGED_IMAGE} or {@code OUT_OF_MEMORY}
   * @throws IOException when the file cannot be opened, a scratch file fails, or this thread is
   *     interrupted while it reads
   */
  public static Master read(Path file, ReadLimits limits, RasterRoom room)
      throws RestorationException, IOException {
    return examined(
        file,
        limits,
        (format, decoder, findings) ->
            master(format, decoder, findings, room.create(decoder.shape()), room));
  }

  /**
   * What would be read, without decoding it: the file is walked, no memory is taken.
   *
   * @throws RestorationException as {@link #read}, for whatever is wrong with the file's structure
   * @throws IOException when the file cannot be opened, or this thread is interrupted
   */
  public static MasterHeader header(Path file, ReadLimits limits)
      throws RestorationException, IOException {
    return examined(file, limits, MasterHeader::of);
  }

  /** What is done with a file whose structure was found to be right. */
  @FunctionalInterface
  private interface Use<T> {
    T of(SourceFormat format, Decoder decoder, Findings findings)
        throws RestorationException, IOException;
  }

  private static <T> T examined(Path file, ReadLimits limits, Use<T> use)
      throws RestorationException, IOException {
    SourceFormat format = recognise(file);
    boolean sized = false;
    try (ImageInputStream in = open(file);
        Decoder decoder = decoder(format, in, limits)) {
      checkSize(decoder.size(), limits);
      sized = true;
      Findings findings = decoder.examine();
      checkBytes(decoder.shape(), limits);
      return use.of(format, decoder, findings);
    } catch (ScratchException | ClosedByInterruptException e) {
      throw e; // no fault of the file's
    } catch (UncheckedIOException e) {
      IOException cause = Objects.requireNonNull(e.getCause(), "an UncheckedIOException's cause");
      if (cause instanceof ScratchException || cause instanceof ClosedByInterruptException) {
        throw cause;
      }
      throw damaged(format, cause);
    } catch (UnsupportedOperationException e) {
      throw unsupported(format, e);
    } catch (IOException | RuntimeException e) {
      throw isRefusal(e) ? unsupported(format, e) : damaged(format, e);
    } catch (OutOfMemoryError e) {
      // Before the size is known only a lying header can ask for so much.
      throw sized
          ? new RestorationException(OUT_OF_MEMORY, "not enough memory to decode the image", e)
          : damaged(format, e);
    }
  }

  private static Master master(
      SourceFormat format, Decoder decoder, Findings findings, Raster stored, RasterRoom room)
      throws RestorationException, IOException {
    try {
      decoder.decode(stored);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      stored.close();
      throw e;
    }
    Raster upright = Turning.upright(stored, findings.orientation(), room);
    RasterShape shape = upright.shape();
    Metadata metadata = findings.metadata(shape.colours(), shape.width(), shape.height());
    return new Master(upright, metadata, format, findings.notes());
  }

  private static Decoder decoder(SourceFormat format, ImageInputStream in, ReadLimits limits) {
    return switch (format) {
      case JPEG -> new JpegDecoder(in);
      case PNG -> new PngDecoder(in);
      case TIFF -> new TiffDecoder(in, limits);
      case WEBP -> new WebpDecoder(in);
      case BMP -> new BmpDecoder(in);
      default -> throw new IllegalStateException("no decoder for " + format);
    };
  }

  /** Straight from the file: nothing is cached in a shared folder. */
  private static ImageInputStream open(Path file) throws IOException {
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
    if (!format.isDecoded()) {
      throw new RestorationException(
          UNSUPPORTED_FORMAT, "this is a " + format.label() + " file; " + DECODED);
    }
    return format;
  }

  private static void checkSize(Decoder.Size size, ReadLimits limits)
      throws RestorationException, IOException {
    if (size.width() < 1 || size.height() < 1) {
      throw new IOException("its size is " + size.width() + "x" + size.height());
    }
    if (!limits.allow(size.width(), size.height())) {
      throw new RestorationException(
          IMAGE_TOO_LARGE,
          String.format(
              Locale.ROOT,
              "%dx%d pixels are more than the %,d allowed",
              size.width(),
              size.height(),
              limits.maxPixels()));
    }
  }

  private static void checkBytes(RasterShape shape, ReadLimits limits) throws RestorationException {
    if (shape.bytes() > limits.maxBytes()) {
      throw new RestorationException(
          IMAGE_TOO_LARGE,
          String.format(
              Locale.ROOT,
              "%,d decoded bytes are more than the %,d allowed",
              shape.bytes(),
              limits.maxBytes()));
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
