package org.albumen.models.imaging;

import java.awt.color.ColorSpace;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.albumen.models.imaging.colour.ColourProfile;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterShape;

/**
 * Decodes JPEG files with the JDK's libjpeg, row by row. The decoder is given no profile and no
 * metadata, so that it converts no colours but YCbCr to RGB (ITU-T T.871) and fails for no reason
 * of theirs. CMYK is held on the heap while it is converted.
 */
final class JpegDecoder implements Decoder {
  private final JpegSegments segments;

  JpegDecoder(ImageInputStream in) {
    this.segments = new JpegSegments(in);
  }

  @Override
  public Size size() throws IOException {
    segments.header();
    return new Size(segments.width(), segments.height());
  }

  @Override
  public Findings examine() throws IOException {
    segments.walk();
    return segments.findings();
  }

  @Override
  public RasterShape shape() {
    if (segments.precision() != 8) {
      throw new UnsupportedOperationException(segments.precision() + " bits per sample");
    }
    int channels =
        switch (segments.components()) {
          case 1 -> 1;
          case 3, 4 -> 3;
          default -> throw new UnsupportedOperationException(segments.components() + " components");
        };
    return new RasterShape(segments.width(), segments.height(), channels, 8);
  }

  /** Inks are on the heap; libjpeg keeps the coefficients of a progressive file. */
  @Override
  public MasterHeader.Between between() {
    long samples = (long) segments.width() * segments.height() * segments.components();
    return new MasterHeader.Between(
        segments.components() == 4 ? samples : 0,
        segments.progressive() ? samples * Short.BYTES : 0);
  }

  @Override
  public void decode(Raster to) throws IOException {
    ImageReader reader = reader();
    Damage damage = new Damage();
    try (ImageInputStream in = segments.withoutMetadata()) {
      reader.setInput(in, true, true);
      reader.addIIOReadWarningListener(damage);
      if (segments.components() == 4) {
        inks(reader.readRaster(0, null), to);
      } else {
        ColorModel model = model(segments.components());
        SampleSink sink =
            SampleSink.into(
                to,
                SampleLayout.of(model, segments.findings()),
                model,
                model.createCompatibleSampleModel(to.shape().width(), to.shape().height()));
        ImageReadParam param = reader.getDefaultReadParam();
        param.setDestination(sink.image());
        reader.read(0, param);
        sink.checkComplete();
      }
      damage.check();
    } finally {
      reader.dispose();
    }
  }

  private static ImageReader reader() {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getName().startsWith("com.sun.")) {
        return reader;
      }
    }
    throw new IllegalStateException("this Java runtime has no JPEG reader");
  }

  private static ColorModel model(int components) {
    int space = components == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB;
    return new ComponentColorModel(
        ColorSpace.getInstance(space), false, false, ColorModel.OPAQUE, DataBuffer.TYPE_BYTE);
  }

  private void inks(java.awt.image.Raster raster, Raster to) throws IOException {
    ColourProfile profile = SampleLayout.inkProfile(segments.findings());
    int width = to.shape().width();
    byte[] row = new byte[4 * width];
    for (int y = 0; y < to.shape().height(); y++) {
      raster.getDataElements(0, y, width, 1, row);
      JpegInks.toInk(row, segments.adobeTransform());
      byte[] rgb = profile.toSrgb(row, width, 8, 8);
      to.write(0, y, width, 1, ByteBuffer.wrap(rgb));
    }
  }

  @Override
  public void close() {}
}
