package org.albumen.models.imaging;

import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;
import org.albumen.models.imaging.metadata.Resolution.Unit;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterShape;

/** Decodes BMP files, row by row. */
final class BmpDecoder implements Decoder {
  private static final int FILE_HEADER = 14;
  private static final int WINDOWS_3 = 40;
  private static final int WINDOWS_98 = 124;
  private static final int EMBEDDED = 0x4d424544;

  private final ImageInputStream in;
  private final PluginDecoder plugin;
  private final Findings findings = new Findings();

  BmpDecoder(ImageInputStream in) {
    this.in = in;
    this.plugin = PluginDecoder.open("bmp", in);
  }

  @Override
  public Size size() throws IOException {
    return plugin.size();
  }

  @Override
  public Findings examine() throws IOException {
    ByteOrder order = in.getByteOrder();
    long position = in.getStreamPosition();
    in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
    try {
      in.seek(FILE_HEADER);
      int header = in.readInt();
      if (header >= WINDOWS_3) {
        in.seek(FILE_HEADER + 24);
        findings.resolution(in.readInt(), in.readInt(), Unit.METRE);
      }
      if (header >= WINDOWS_98) {
        profile();
      }
    } finally {
      in.setByteOrder(order);
      in.seek(position);
    }
    return findings;
  }

  private void profile() throws IOException {
    in.seek(FILE_HEADER + 56);
    if (in.readInt() != EMBEDDED) {
      return;
    }
    in.seek(FILE_HEADER + 112);
    long offset = in.readUnsignedInt();
    long size = in.readUnsignedInt();
    if (size > Findings.LARGEST || FILE_HEADER + offset + size > in.length()) {
      findings.dropped("the ICC profile");
      return;
    }
    byte[] profile = new byte[(int) size];
    in.seek(FILE_HEADER + offset);
    in.readFully(profile);
    findings.profile(profile);
  }

  @Override
  public RasterShape shape() throws IOException {
    Size size = plugin.size();
    return plugin.layout(findings).shape(size.width(), size.height());
  }

  @Override
  public void decode(Raster to) throws IOException {
    plugin.throughSink(plugin.layout(findings), to);
  }

  @Override
  public void close() {
    plugin.close();
  }
}
