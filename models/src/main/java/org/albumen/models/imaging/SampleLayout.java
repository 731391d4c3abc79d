package org.albumen.models.imaging;

import java.awt.color.ColorSpace;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.albumen.models.imaging.Note.Kind;
import org.albumen.models.imaging.colour.ColourProfile;
import org.albumen.models.imaging.metadata.Block;
import org.albumen.models.imaging.raster.RasterShape;
import org.jspecify.annotations.Nullable;

/**
 * How the samples of an ImageIO decoder become gray or RGB, perhaps with alpha, of 8 or 16 bits.
 * They are copied as numbers: Java2D never converts a colour. For one thread.
 */
final class SampleLayout {
  private final ColorModel model;
  private final int channels;
  private final int bits;
  private final boolean plain;
  private final @Nullable SamplePalette palette;
  private final @Nullable ColourProfile inks;

  private SampleLayout(
      ColorModel model,
      int channels,
      int bits,
      @Nullable SamplePalette palette,
      @Nullable ColourProfile inks) {
    this.model = model;
    this.channels = channels;
    this.bits = bits;
    this.palette = palette;
    this.inks = inks;
    this.plain =
        palette == null
            && inks == null
            && model.getComponentSize(0) == bits
            && model.getTransferType()
                == (bits == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT)
            && !model.isAlphaPremultiplied();
  }

  /**
   * The layout for what a colour model describes.
   *
   * @throws UnsupportedOperationException when that is neither gray nor RGB nor CMYK
   */
  static SampleLayout of(ColorModel model, Findings findings) {
    if (model instanceof IndexColorModel indexed) {
      SamplePalette palette = SamplePalette.of(indexed, findings);
      return new SampleLayout(model, palette.channels(), 8, palette, null);
    }
    int size = 0;
    for (int c = 0; c < model.getNumComponents(); c++) {
      size = Math.max(size, model.getComponentSize(c));
    }
    int bits = size <= 8 ? 8 : 16;
    if (size > 16) {
      findings.note(Kind.DEPTH_REDUCED, size + " bits per sample became 16");
    } else if (size < bits) {
      findings.note(Kind.DEPTH_WIDENED, size + " bits per sample became " + bits);
    }
    int alpha = model.hasAlpha() ? 1 : 0;
    if (alpha == 1 && model.isAlphaPremultiplied()) {
      findings.note(Kind.ALPHA_UNASSOCIATED, "colours were divided by their opacity");
    }
    int colours = model.getNumColorComponents();
    int type = model.getColorSpace().getType();
    if (type == ColorSpace.TYPE_CMYK && colours == 4) {
      return new SampleLayout(model, 3 + alpha, bits, null, inkProfile(findings));
    } else if ((type == ColorSpace.TYPE_GRAY && colours == 1)
        || (type == ColorSpace.TYPE_RGB && colours == 3)) {
      return new SampleLayout(model, colours + alpha, bits, null, null);
    }
    throw new UnsupportedOperationException("a colour space of " + colours + " components");
  }

  /** CMYK's colours; its profile is used up, because the samples become sRGB. */
  static ColourProfile inkProfile(Findings findings) {
    Block found = findings.takeProfile();
    boolean usable = found != null && ColourProfile.fault(found, 4).isEmpty();
    if (found != null && !usable) {
      findings.note(Kind.PROFILE_UNUSABLE, "the ICC profile is not for CMYK or damaged");
    }
    findings.note(
        Kind.CMYK_CONVERTED,
        usable ? "CMYK became sRGB by its profile" : "CMYK without a profile became sRGB");
    return ColourProfile.of(usable ? Optional.ofNullable(found) : Optional.empty(), 4);
  }

  RasterShape shape(int width, int height) {
    return new RasterShape(width, height, channels, bits);
  }

  /** Appends a decoder's samples, whatever its raster's origin. */
  void convert(Raster from, ByteBuffer to) {
    int bands = from.getNumBands();
    if (plain && bands == channels) {
      copy(from, to);
      return;
    }
    int x = from.getMinX();
    int y = from.getMinY();
    int[] values = from.getPixels(x, y, from.getWidth(), from.getHeight(), (int[]) null);
    if (palette != null) {
      palette.expand(values, to);
    } else if (inks != null) {
      inked(values, bands, inks, to);
    } else {
      scaled(values, bands, to);
    }
  }

  /** Whether a decoder may put one band after the other. */
  boolean hasPlanes() {
    return palette == null && inks == null && !model.isAlphaPremultiplied();
  }

  /** Puts one channel's values into interleaved samples. */
  void putBand(int[] values, int band, ByteBuffer to) {
    for (int i = 0; i < values.length; i++) {
      to.position((i * channels + band) * bits / 8);
      put(to, scaled(values[i], band));
    }
  }

  private void copy(Raster from, ByteBuffer to) {
    Object row =
        from.getDataElements(
            from.getMinX(), from.getMinY(), from.getWidth(), from.getHeight(), null);
    if (row instanceof byte[] bytes) {
      to.put(bytes);
    } else {
      short[] shorts = (short[]) row;
      to.order(ByteOrder.nativeOrder()).asShortBuffer().put(shorts);
      to.position(to.position() + 2 * shorts.length);
    }
  }

  private void scaled(int[] values, int bands, ByteBuffer to) {
    boolean premultiplied = model.hasAlpha() && model.isAlphaPremultiplied();
    for (int i = 0; i + bands <= values.length; i += bands) {
      int opacity = premultiplied ? scaled(values[i + channels - 1], channels - 1) : 0;
      for (int c = 0; c < channels; c++) {
        int value = scaled(values[i + c], c);
        if (premultiplied && c < channels - 1 && opacity > 0) {
          int max = (1 << bits) - 1;
          value = (int) Math.min(max, ((long) value * max + opacity / 2) / opacity);
        }
        put(to, value);
      }
    }
  }

  private int scaled(int value, int component) {
    int size = model.getComponentSize(component);
    if (size == bits || size == 0) {
      return value;
    }
    long from = (1L << size) - 1;
    long max = (1L << bits) - 1;
    return (int) (((value & 0xffffffffL) * max + from / 2) / from);
  }

  private void inked(int[] values, int bands, ColourProfile profile, ByteBuffer to) {
    int pixels = values.length / bands;
    ByteBuffer cmyk = ByteBuffer.allocate(pixels * 4 * bits / 8).order(ByteOrder.nativeOrder());
    for (int i = 0; i < pixels; i++) {
      for (int c = 0; c < 4; c++) {
        put(cmyk, scaled(values[i * bands + c], c));
      }
    }
    byte[] rgb = profile.toSrgb(cmyk.array(), pixels, bits, bits);
    int colour = 3 * bits / 8;
    to.order(ByteOrder.nativeOrder());
    for (int i = 0; i < pixels; i++) {
      to.put(rgb, i * colour, colour);
      if (channels == 4) {
        put(to, scaled(values[i * bands + 4], 4));
      }
    }
  }

  private void put(ByteBuffer to, int value) {
    if (bits == 8) {
      to.put((byte) value);
    } else {
      to.order(ByteOrder.nativeOrder()).putShort((short) value);
    }
  }
}
