package org.albumen.models.face.paste;

import java.nio.ByteBuffer;
import org.albumen.models.face.align.Alignment;
import org.albumen.models.face.warp.Affine;
import org.albumen.models.face.warp.Area;
import org.albumen.models.face.warp.Pixels;
import org.albumen.models.face.warp.Warp;
import org.albumen.models.imaging.Photograph;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * A restored face and its place in the result. Its pixels are calculated when they are asked for,
 * in any rectangles: what they hold does not depend on how the result is cut, but for the last bits
 * of the square's mask. Safe for use by several threads.
 */
public final class FacePatch {
  private final Photograph face;
  private final Warp warp;
  private final Area bounds;
  private final PatchMask mask;

  private FacePatch(Photograph face, Affine toResult, Area frame, PatchMask mask) {
    this.face = face;
    this.warp = Warp.by(toResult);
    this.bounds = toResult.bounds(Area.of(face.width(), face.height())).within(frame);
    this.mask = mask;
  }

  /**
   * A face to be put back where its crop was taken.
   *
   * @param face the restored crop
   * @param alignment how the crop was taken
   * @param classes what a parser says of it; null for a feathered square
   * @param scale pixels of the result per pixel of the photograph
   * @param frame all of the result
   */
  public static FacePatch of(
      Photograph face, Alignment alignment, @Nullable FaceClasses classes, int scale, Area frame) {
    Affine toResult = alignment.toResult(scale);
    PatchMask mask =
        classes == null
            ? new SquareMask(toResult, alignment.size(), scale, frame)
            : new ParsedMask(toResult, alignment.size(), classes);
    return new FacePatch(face, toResult, frame, mask);
  }

  /** Where the face lies: beyond it the mask is zero. */
  public Area bounds() {
    return bounds;
  }

  /**
   * A part of the patch.
   *
   * @param part not empty, within {@link #bounds()}
   */
  public PatchPixels render(Area part) {
    if (part.isEmpty() || !part.within(bounds).equals(part)) {
      throw new IllegalArgumentException(part + " is not within " + bounds);
    }
    double[] shares = mask.render(part);
    float[] floats = new float[shares.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) shares[i];
    }
    return new PatchPixels(part, floats, colours(part));
  }

  /** The mask itself. */
  PatchMask mask() {
    return mask;
  }

  /** The face's pixels in its place. */
  byte[] colours(Area part) {
    byte[] rgb = new byte[part.width() * part.height() * Photograph.CHANNELS];
    Area read = warp.reads(part).within(Area.of(face.width(), face.height()));
    if (!read.isEmpty()) {
      try (Scalar black = new Scalar(0);
          Mat source = Pixels.of(face, read);
          Mat warped = warp.warp(source, read.x(), read.y(), part, black)) {
        warped.<ByteBuffer>createBuffer().get(rgb);
      }
    }
    return rgb;
  }
}
