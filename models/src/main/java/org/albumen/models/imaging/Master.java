package org.albumen.models.imaging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.albumen.models.imaging.colour.ColourProfile;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterShape;

/**
 * A decoded original, upright, in its own colour space and depth. Safe for use by several threads
 * as long as none writes the samples that another reads.
 */
public final class Master implements PartedPhotograph, AutoCloseable {
  private static final int BAND_BYTES = 1 << 22;

  private final Raster raster;
  private final Metadata metadata;
  private final SourceFormat format;
  private final List<Note> notes;
  private final ColourProfile colours;

  /**
   * A master.
   *
   * @param raster the samples; closed with this
   * @param metadata what the file says beside them; it belongs to the samples as they are here
   * @param format the file's format
   * @param notes what of the file is not here, or otherwise
   */
  public Master(Raster raster, Metadata metadata, SourceFormat format, List<Note> notes) {
    this.raster = raster;
    this.metadata = metadata;
    this.format = format;
    this.notes = List.copyOf(notes);
    this.colours = ColourProfile.of(metadata.profile(), raster.shape().colours());
  }

  /** The samples. */
  public Raster raster() {
    return raster;
  }

  /** Size and layout of the samples. */
  public RasterShape shape() {
    return raster.shape();
  }

  /** What the file says beside its samples. */
  public Metadata metadata() {
    return metadata;
  }

  /** The file's format. */
  public SourceFormat format() {
    return format;
  }

  /** What of the file is not here, or otherwise. */
  public List<Note> notes() {
    return notes;
  }

  /** The way from the samples to sRGB and back. */
  public ColourProfile colours() {
    return colours;
  }

  @Override
  public int width() {
    return raster.shape().width();
  }

  @Override
  public int height() {
    return raster.shape().height();
  }

  /**
   * A rectangle as networks and the detector see it: 8-bit sRGB, the ICC profile applied, 16 bits
   * rounded to 8, gray in all three channels. Alpha is passed over and the colours stay what they
   * are below it: a change that a network makes to them is then a change to the file's own samples,
   * and opacity is the file's as before.
   *
   * @throws IndexOutOfBoundsException when the rectangle is not within the master
   * @throws IllegalArgumentException when it does not fit a buffer
   * @throws IOException when a scratch file cannot be read
   */
  @Override
  public Photograph view(int x, int y, int width, int height) throws IOException {
    return view(x, y, width, height, false);
  }

  /** The whole, as {@link #view}. */
  public Photograph photograph() throws IOException {
    return view(0, 0, width(), height(), false);
  }

  /** The whole, its transparency showing white, as paper would. */
  public Photograph photographOverWhite() throws IOException {
    return view(0, 0, width(), height(), true);
  }

  private Photograph view(int x, int y, int width, int height, boolean overWhite)
      throws IOException {
    Photograph photograph = Photograph.black(width, height);
    ByteBuffer rgb = photograph.rgb();
    long rowBytes = (long) width * shape().pixelBytes();
    int rows = (int) Math.max(1, Math.min(height, BAND_BYTES / rowBytes));
    ByteBuffer band =
        ByteBuffer.allocate(Math.toIntExact(rowBytes * rows)).order(ByteOrder.nativeOrder());
    for (int top = 0; top < height; top += rows) {
      int count = Math.min(rows, height - top);
      band.clear();
      raster.read(x, y + top, width, count, band);
      int start = rgb.position();
      colours.toSrgb(shape(), band.flip(), width * count, rgb, 8);
      if (overWhite && shape().hasAlpha()) {
        overWhite(band, rgb, start);
      }
    }
    return photograph;
  }

  private void overWhite(ByteBuffer band, ByteBuffer rgb, int start) {
    int max = shape().maxSample();
    int alphaAt = shape().pixelBytes() - shape().bits() / 8;
    for (int i = start, from = alphaAt; i < rgb.position(); from += shape().pixelBytes()) {
      int opacity = shape().bits() == 8 ? band.get(from) & 0xff : band.getShort(from) & 0xffff;
      for (int c = 0; c < 3; c++, i++) {
        long sum = (long) (rgb.get(i) & 0xff) * opacity + (long) (max - opacity) * 255;
        rgb.put(i, (byte) ((sum + max / 2) / max));
      }
    }
  }

  /** Gives the samples' memory or file back. */
  @Override
  public void close() {
    raster.close();
  }
}
