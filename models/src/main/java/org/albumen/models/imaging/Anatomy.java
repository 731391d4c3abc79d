package org.albumen.models.imaging;

import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a walk through a file's structure tells beyond its pixels.
 *
 * @param orientation how the stored image stands
 * @param profile an ICC profile that the decoder would not apply by itself, or null
 */
record Anatomy(Orientation orientation, @Nullable ICC_Profile profile) {
  /** Nothing known: upright, sRGB. */
  static final Anatomy PLAIN = new Anatomy(Orientation.UPRIGHT, null);

  private static final int ORIENTATION_TAG = 0x0112;

  /**
   * Walks the file from its start to its declared end.
   *
   * @throws IOException when the structure is damaged or the file ends before its image does
   */
  static Anatomy examine(SourceFormat format, Path file, ReadLimits limits) throws IOException {
    try (ImageInputStream in = PhotographReader.open(file)) {
      return switch (format) {
        case JPEG -> JpegAnatomy.examine(in);
        case PNG -> PngAnatomy.examine(in);
        case WEBP -> WebpAnatomy.examine(in);
        case TIFF -> TiffAnatomy.examine(in, limits);
        default -> PLAIN;
      };
    }
  }

  /** The orientation that an EXIF block (a TIFF structure) gives; upright if it is unreadable. */
  static Orientation exifOrientation(byte[] exif) {
    try (ByteArrayImageInputStream in = new ByteArrayImageInputStream(exif)) {
      return orientation(new TIFFReader().read(in));
    } catch (IOException | RuntimeException e) {
      return Orientation.UPRIGHT; // a camera's broken EXIF is no reason to refuse its picture
    }
  }

  static Orientation orientation(Directory directory) {
    @Nullable Entry entry = directory.getEntryById(ORIENTATION_TAG);
    return entry != null && entry.getValue() instanceof Number code
        ? new Orientation(code.intValue())
        : Orientation.UPRIGHT;
  }
}
