package org.albumen.models.imaging;

import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterShape;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the first page of TIFF files, row by row; on the heap in between only what the plug-in
 * cannot decode otherwise (planes of YCbCr).
 */
final class TiffDecoder implements Decoder {
  private final ImageInputStream in;
  private final ReadLimits limits;
  private final PluginDecoder plugin;
  private final Findings findings = new Findings();
  private @Nullable SampleLayout layout;
  private boolean throughImage;

  TiffDecoder(ImageInputStream in, ReadLimits limits) {
    this.in = in;
    this.limits = limits;
    this.plugin = PluginDecoder.open("tiff", in);
  }

  @Override
  public Size size() throws IOException {
    return plugin.size();
  }

  @Override
  public Findings examine() throws IOException {
    ByteOrder order = in.getByteOrder();
    long position = in.getStreamPosition();
    try {
      TiffDirectory directory = TiffDirectory.read(in, findings);
      directory.examine(in, limits, findings);
      throughImage = directory.isPlanesOfYcbcr();
    } finally {
      in.setByteOrder(order);
      in.seek(position);
    }
    return findings;
  }

  @Override
  public RasterShape shape() throws IOException {
    Size size = plugin.size();
    return layout().shape(size.width(), size.height());
  }

  @Override
  public MasterHeader.Between between() throws IOException {
    return new MasterHeader.Between(throughImage ? shape().bytes() : 0, 0);
  }

  @Override
  public void decode(Raster to) throws IOException {
    try {
      plugin.throughSink(layout(), to);
    } catch (UnsupportedOperationException e) {
      plugin.throughImage(layout(), to);
    }
  }

  private SampleLayout layout() throws IOException {
    SampleLayout known = layout == null ? plugin.layout(findings) : layout;
    layout = known;
    return known;
  }

  @Override
  public void close() {
    plugin.close();
  }
}
