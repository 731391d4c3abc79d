package org.albumen.models.imaging;

/**
 * How a photograph is written.
 *
 * @param format of the file
 * @param quality 1 to 100 on libjpeg's scale, of JPEG alone; from 90 on its chroma is full-size
 *     (4:4:4), below it is halved both ways (4:2:0)
 */
public record OutputSettings(OutputFormat format, int quality) {
  /** At this quality a JPEG of a photograph is hardly told from the photograph. */
  public static final int STANDARD_QUALITY = 95;

  public OutputSettings {
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("a quality is 1 to 100, not " + quality);
    }
  }

  /** The format with the standard quality. */
  public static OutputSettings of(OutputFormat format) {
    return new OutputSettings(format, STANDARD_QUALITY);
  }
}
