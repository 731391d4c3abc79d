package org.albumen.models.imaging;

import com.twelvemonkeys.imageio.color.ColorProfiles;
import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns whatever a decoder answered into upright 8-bit sRGB. Gray without a profile of its own
 * keeps its numbers (the JDK would brighten it, taking it as linear); transparency shows white, as
 * paper would.
 */
final class SrgbConversion {
  private static final int BAND_ROWS = 64;
  private static final ColorSpace SRGB = ColorSpace.getInstance(ColorSpace.CS_sRGB);

  private final BufferedImage image;
  private final int colours;
  private final boolean alpha;
  private final boolean premultiplied;
  private final boolean cmyk;
  private final @Nullable ColorConvertOp toSrgb;

  private SrgbConversion(BufferedImage image, @Nullable ICC_Profile profile) {
    this.image = image;
    ColorModel model = image.getColorModel();
    this.colours = model.getNumColorComponents();
    this.alpha = model.hasAlpha();
    this.premultiplied = model.isAlphaPremultiplied();
    this.cmyk = model.getColorSpace().getType() == ColorSpace.TYPE_CMYK;
    this.toSrgb = conversion(model, profile);
  }

  /**
   * Converts.
   *
   * @throws UnsupportedOperationException for a colour space that has no meaning here
   */
  static Photograph convert(BufferedImage image, Anatomy anatomy) {
    return new SrgbConversion(image, anatomy.profile()).upright(anatomy.orientation());
  }

  private Photograph upright(Orientation orientation) {
    int width = image.getWidth();
    int height = image.getHeight();
    Photograph photograph =
        orientation.swapsSides()
            ? Photograph.black(height, width)
            : Photograph.black(width, height);
    ByteBuffer out = photograph.rgb();
    int origin = orientation.origin(width, height);
    int columnStep = orientation.columnStep(width, height);
    int rowStep = orientation.rowStep(width, height);
    for (int top = 0; top < height; top += BAND_ROWS) {
      int rows = Math.min(BAND_ROWS, height - top);
      byte[] rgb = band(top, rows);
      for (int row = 0, i = 0; row < rows; row++) {
        int to = origin + (top + row) * rowStep;
        for (int column = 0; column < width; column++, i += 3, to += columnStep) {
          out.put(3 * to, rgb[i]).put(3 * to + 1, rgb[i + 1]).put(3 * to + 2, rgb[i + 2]);
        }
      }
    }
    return photograph;
  }

  private byte[] band(int top, int rows) {
    if (image.getColorModel() instanceof IndexColorModel palette) {
      return fromPalette(palette, top, rows);
    }
    Raster band = image.getRaster().createChild(0, top, image.getWidth(), rows, 0, 0, null);
    byte[][] samples = new byte[colours + (alpha ? 1 : 0)][];
    for (int b = 0; b < samples.length; b++) {
      samples[b] = eightBit(band, b);
    }
    byte[] rgb = toSrgb == null ? interleave(samples) : throughProfile(band, toSrgb);
    if (alpha) {
      overWhite(rgb, samples[colours]);
    }
    return rgb;
  }

  private byte[] fromPalette(IndexColorModel palette, int top, int rows) {
    int width = image.getWidth();
    int[] indexes = image.getRaster().getSamples(0, top, width, rows, 0, (int[]) null);
    byte[] rgb = new byte[3 * indexes.length];
    byte[] opacity = new byte[indexes.length];
    for (int i = 0; i < indexes.length; i++) {
      int argb = palette.getRGB(indexes[i]);
      rgb[3 * i] = (byte) (argb >> 16);
      rgb[3 * i + 1] = (byte) (argb >> 8);
      rgb[3 * i + 2] = (byte) argb;
      opacity[i] = (byte) (argb >> 24);
    }
    if (palette.hasAlpha()) {
      overWhite(rgb, opacity);
    }
    return rgb;
  }

  /** One band's samples, whatever their depth, as 0 to 255, rounded. */
  private static byte[] eightBit(Raster band, int index) {
    SampleModel model = band.getSampleModel();
    int bits = model.getSampleSize(index);
    int[] values = band.getSamples(0, 0, band.getWidth(), band.getHeight(), index, (int[]) null);
    byte[] bytes = new byte[values.length];
    long max = (1L << bits) - 1;
    for (int i = 0; i < values.length; i++) {
      bytes[i] =
          bits == 8 ? (byte) values[i] : (byte) (((values[i] & 0xffffffffL) * 255 + max / 2) / max);
    }
    return bytes;
  }

  private byte[] interleave(byte[][] samples) {
    int pixels = samples[0].length;
    byte[] rgb = new byte[3 * pixels];
    for (int i = 0; i < pixels; i++) {
      for (int c = 0; c < 3; c++) {
        rgb[3 * i + c] =
            cmyk ? inked(samples[c][i], samples[3][i]) : samples[colours == 1 ? 0 : c][i];
      }
    }
    return rgb;
  }

  /** CMYK without a profile: what ink and black leave of the paper's white. */
  private static byte inked(byte ink, byte black) {
    int light = (255 - (ink & 0xff)) * (255 - (black & 0xff));
    return (byte) ((light + 127) / 255);
  }

  private byte[] throughProfile(Raster band, ColorConvertOp op) {
    int width = band.getWidth();
    int height = band.getHeight();
    int[] colourBands = IntStream.range(0, colours).toArray();
    Raster source = band.createChild(0, 0, width, height, 0, 0, colourBands);
    WritableRaster converted =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 3, null);
    op.filter(source, converted);
    return (byte[]) converted.getDataElements(0, 0, width, height, null);
  }

  private void overWhite(byte[] rgb, byte[] opacity) {
    for (int i = 0; i < opacity.length; i++) {
      int a = opacity[i] & 0xff;
      for (int c = 3 * i; c < 3 * i + 3; c++) {
        int value = (rgb[c] & 0xff) * (premultiplied ? 255 : a);
        rgb[c] = (byte) Math.min(255, (value + (255 - a) * 255 + 127) / 255);
      }
    }
  }

  /** Null when the samples are to be taken as they are. */
  private static @Nullable ColorConvertOp conversion(
      ColorModel model, @Nullable ICC_Profile embedded) {
    int colours = model.getNumColorComponents();
    ICC_Profile profile = usable(embedded, colours);
    if (profile == null && model.getColorSpace() instanceof ICC_ColorSpace space) {
      profile = space.getProfile();
    }
    int type = model.getColorSpace().getType();
    if (profile == null || ColorProfiles.isCS_sRGB(profile) || ColorProfiles.isCS_GRAY(profile)) {
      boolean plain =
          type == ColorSpace.TYPE_GRAY
              || type == ColorSpace.TYPE_RGB
              || (type == ColorSpace.TYPE_CMYK && colours == 4);
      if (!plain || (colours != 1 && colours != 3 && colours != 4)) {
        throw new UnsupportedOperationException("a colour space of " + colours + " components");
      }
      return null;
    }
    return new ColorConvertOp(new ICC_ColorSpace(profile), SRGB, null);
  }

  /** A profile that the colour management accepts for so many components, or null. */
  private static @Nullable ICC_Profile usable(@Nullable ICC_Profile embedded, int colours) {
    if (embedded == null || embedded.getNumComponents() != colours) {
      return null;
    }
    try {
      new ICC_ColorSpace(embedded).toRGB(new float[colours]);
      return embedded;
    } catch (IllegalArgumentException | CMMException e) {
      return null; // as for a damaged profile
    }
  }
}
