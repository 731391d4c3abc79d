package org.albumen.models.imaging.colour;

import com.twelvemonkeys.imageio.color.ColorProfiles;
import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.albumen.models.imaging.metadata.Block;
import org.albumen.models.imaging.raster.RasterShape;
import org.jspecify.annotations.Nullable;

/**
 * The colours that samples stand for, and the way to sRGB and back. Without a profile samples are
 * sRGB, or gray with sRGB's curve: then the numbers are kept. With a profile LittleCMS of the JDK
 * converts, with the perceptual intent, in 8 bits when both sides have 8 bits, else in 16; what is
 * outside sRGB comes to its edge. Deterministic for a JDK and machine class. Safe for use by
 * several threads.
 */
public final class ColourProfile {
  private static final String UNREADABLE = "cannot be read";

  private final int colours;
  private final @Nullable Transform toSrgb;
  private final @Nullable Transform fromSrgb;

  private ColourProfile(int colours, @Nullable Transform toSrgb, @Nullable Transform fromSrgb) {
    this.colours = colours;
    this.toSrgb = toSrgb;
    this.fromSrgb = fromSrgb;
  }

  /**
   * The colours of samples.
   *
   * @param profile a usable one, see {@link #fault}; empty for none
   * @param colours components without alpha: 1 gray, 3 RGB, 4 CMYK, of which only the way to sRGB
   *     is known
   */
  public static ColourProfile of(Optional<Block> profile, int colours) {
    if (profile.isEmpty()) {
      return new ColourProfile(colours, null, null);
    }
    ICC_Profile icc = ColorProfiles.createProfile(profile.get().bytes());
    if (ColorProfiles.isCS_sRGB(icc)) {
      return new ColourProfile(colours, null, null);
    }
    ICC_Profile srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
    return new ColourProfile(colours, new Transform(icc, srgb), new Transform(srgb, icc));
  }

  /**
   * Why a profile cannot be used for samples of so many components; empty when it can. The reason
   * is a predicate, such as "is for 4 components".
   */
  public static Optional<String> fault(Block profile, int colours) {
    try {
      ICC_Profile icc = ColorProfiles.createProfile(profile.bytes());
      if (icc.getNumComponents() != colours) {
        return Optional.of("is for " + icc.getNumComponents() + " components");
      }
      if (!isImages(icc)) {
        return Optional.of("is not an image's");
      }
      ICC_Profile srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
      new Transform(icc, srgb).apply(new byte[colours], 1, 8, 8);
      if (colours != 4) {
        new Transform(srgb, icc).apply(new byte[3], 1, 8, 8);
      }
      return Optional.empty();
    } catch (IllegalArgumentException | CMMException e) {
      return Optional.of(UNREADABLE);
    }
  }

  /** Gray, RGB or CMYK of a device; not a link between devices, an effect or named colours. */
  private static boolean isImages(ICC_Profile icc) {
    int expected =
        switch (icc.getNumComponents()) {
          case 1 -> ColorSpace.TYPE_GRAY;
          case 3 -> ColorSpace.TYPE_RGB;
          default -> ColorSpace.TYPE_CMYK;
        };
    return icc.getColorSpaceType() == expected
        && switch (icc.getProfileClass()) {
          case ICC_Profile.CLASS_INPUT,
              ICC_Profile.CLASS_DISPLAY,
              ICC_Profile.CLASS_OUTPUT,
              ICC_Profile.CLASS_COLORSPACECONVERSION ->
              true;
          default -> false;
        };
  }

  /** Whether the numbers are sRGB's own. */
  public boolean isSrgb() {
    return toSrgb == null;
  }

  /**
   * Samples as sRGB; alpha is passed over, the colours stay as they are below it.
   *
   * @param layout channels and depth of the samples; its size does not matter
   * @param samples pixels from the buffer's position on, which moves behind them; 16-bit samples in
   *     native byte order
   * @param pixels how many
   * @param rgb takes 3 samples per pixel from its position on, which moves behind them
   * @param rgbBits 8 or 16, the depth of the result; 16-bit samples in native byte order
   */
  public void toSrgb(
      RasterShape layout, ByteBuffer samples, int pixels, ByteBuffer rgb, int rgbBits) {
    byte[] own = new byte[pixels * colours * layout.bits() / 8];
    Samples.take(samples, layout, own, pixels);
    put(rgb, toSrgb(own, pixels, layout.bits(), rgbBits));
  }

  /**
   * sRGB as samples of this profile. Without a profile gray is Rec. 601's luma of the sRGB numbers,
   * so that neutral colours keep theirs.
   *
   * @param rgb 3 samples per pixel from the buffer's position on, which moves behind them
   * @param rgbBits 8 or 16, their depth
   * @param pixels how many
   * @param layout channels and depth of the samples; its size does not matter
   * @param samples takes the pixels from its position on, which moves behind them; alpha is left as
   *     it stands there
   */
  public void fromSrgb(
      ByteBuffer rgb, int rgbBits, int pixels, RasterShape layout, ByteBuffer samples) {
    byte[] from = new byte[pixels * 3 * rgbBits / 8];
    rgb.get(from);
    byte[] own;
    if (fromSrgb != null) {
      own = fromSrgb.apply(from, pixels, rgbBits, layout.bits());
    } else {
      byte[] deep = Samples.depth(from, rgbBits, layout.bits());
      own = colours == 1 ? Samples.luma(deep, pixels, layout.bits()) : deep;
    }
    Samples.give(own, pixels, layout, samples);
  }

  /**
   * Colours without alpha, interleaved, as sRGB.
   *
   * @param own pixels x colours samples; 16-bit ones in native byte order
   */
  public byte[] toSrgb(byte[] own, int pixels, int bits, int rgbBits) {
    if (toSrgb != null) {
      return toSrgb.apply(own, pixels, bits, rgbBits);
    }
    byte[] deep = Samples.depth(own, bits, rgbBits);
    return switch (colours) {
      case 1 -> Samples.replicate(deep, pixels, rgbBits);
      case 4 -> Samples.inked(deep, pixels, rgbBits);
      default -> deep;
    };
  }

  private static void put(ByteBuffer rgb, byte[] samples) {
    rgb.order(ByteOrder.nativeOrder()).put(samples);
  }
}
