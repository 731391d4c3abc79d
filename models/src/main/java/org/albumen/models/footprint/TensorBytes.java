package org.albumen.models.footprint;

import org.albumen.models.network.LatentGenerator;

/**
 * What a network holds while it is called once, beside its weights, in bytes: measured with
 * libtorch on a processor in 32 bits, and rounded up. RATIONALE.md has the figures.
 */
public final class TensorBytes {
  /**
   * Networks of the StyleGAN family halve their channels whenever the side doubles, so that what
   * they hold grows with the side and not with its square.
   */
  private static final long FACE_PER_SIDE = 3 << 19;

  // The small layers of large generators are wide, whatever the side.
  private static final long SMALL_GENERATOR_PER_SIDE = 1 << 21;
  private static final long LARGE_GENERATOR = 1 << 29;
  private static final long LARGE_GENERATOR_PER_SIDE = 1 << 19;

  private static final long PARSER_PER_PIXEL = 1 << 11;
  private static final long DETECTOR_PER_PIXEL = 3 << 7;

  private TensorBytes() {}

  /** A network that restores a crop of a side in pixels. */
  public static long ofFace(int side) {
    return FACE_PER_SIDE * side;
  }

  /** A network that says what belongs to a face. */
  public static long ofParser(int side) {
    return PARSER_PER_PIXEL * side * side;
  }

  /** A face detector that sees so many pixels at once. */
  public static long ofDetector(long pixels) {
    return DETECTOR_PER_PIXEL * pixels;
  }

  /** A generator, called for one image. */
  public static long ofGenerator(LatentGenerator network) {
    long side = network.size();
    return Math.min(
        SMALL_GENERATOR_PER_SIDE * side, LARGE_GENERATOR + LARGE_GENERATOR_PER_SIDE * side);
  }
}
