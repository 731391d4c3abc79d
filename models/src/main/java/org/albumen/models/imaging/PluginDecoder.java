package org.albumen.models.imaging;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import org.albumen.models.imaging.Note.Kind;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterShape;

/** Decodes with an ImageIO plug-in, into a sink if the plug-in can do with one. */
final class PluginDecoder implements AutoCloseable {
  private final ImageReader reader;
  private final Damage damage = new Damage();

  private PluginDecoder(ImageReader reader) {
    this.reader = reader;
    reader.addIIOReadWarningListener(damage);
  }

  /** The plug-in for ImageIO's name of a format. */
  static PluginDecoder open(String format, ImageInputStream in) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    if (!readers.hasNext()) {
      throw new IllegalStateException("no ImageIO reader for " + format + " on the class path");
    }
    ImageReader reader = readers.next();
    reader.setInput(in, true, true);
    return new PluginDecoder(reader);
  }

  Decoder.Size size() throws IOException {
    return new Decoder.Size(reader.getWidth(0), reader.getHeight(0));
  }

  /** How the stored samples become ours. */
  SampleLayout layout(Findings findings) throws IOException {
    ImageTypeSpecifier raw = raw();
    SampleLayout layout = SampleLayout.of(raw.getColorModel(), findings);
    RasterShape shape = layout.shape(1, 1);
    boolean inks = raw.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_CMYK;
    if (raw.getNumBands() > shape.channels() + (inks ? 1 : 0)
        && raw.getSampleModel().getNumBands() == raw.getNumBands()) {
      findings.note(Kind.CHANNELS_DROPPED, "channels beyond colour and opacity were left out");
    }
    return layout;
  }

  /** Row by row, as the plug-in decodes. */
  void throughSink(SampleLayout layout, Raster to) throws IOException {
    RasterShape shape = to.shape();
    ImageTypeSpecifier raw = raw();
    SampleSink sink =
        SampleSink.into(
            to,
            layout,
            numbersOnly(raw.getColorModel()),
            raw.getSampleModel(shape.width(), shape.height()));
    ImageReadParam param = reader.getDefaultReadParam();
    param.setDestination(sink.image());
    reader.read(0, param);
    damage.check();
    sink.checkComplete();
  }

  /** With all samples on the heap in between. */
  void throughImage(SampleLayout layout, Raster to) throws IOException {
    int width = to.shape().width();
    BufferedImage image = raw().createBufferedImage(width, to.shape().height());
    ImageReadParam param = reader.getDefaultReadParam();
    param.setDestination(image);
    reader.read(0, param);
    damage.check();
    WritableRaster samples = image.getRaster();
    ByteBuffer row = ByteBuffer.allocate(Math.toIntExact(to.shape().rowBytes()));
    for (int y = 0; y < to.shape().height(); y++) {
      layout.convert(samples.createChild(0, y, width, 1, 0, 0, null), row.clear());
      to.write(0, y, width, 1, row.flip());
    }
  }

  private ImageTypeSpecifier raw() throws IOException {
    return reader.getRawImageType(0);
  }

  /** The same model without a profile: with one, some plug-ins convert the colours. */
  private static ColorModel numbersOnly(ColorModel model) {
    if (model.getClass() != ComponentColorModel.class) {
      return model;
    }
    int type = model.getColorSpace().getType();
    if (type != ColorSpace.TYPE_RGB && type != ColorSpace.TYPE_GRAY) {
      return model;
    }
    int space = type == ColorSpace.TYPE_RGB ? ColorSpace.CS_sRGB : ColorSpace.CS_GRAY;
    return new ComponentColorModel(
        ColorSpace.getInstance(space),
        model.getComponentSize(),
        model.hasAlpha(),
        model.isAlphaPremultiplied(),
        model.getTransparency(),
        model.getTransferType());
  }

  @Override
  public void close() {
    reader.dispose();
  }
}
