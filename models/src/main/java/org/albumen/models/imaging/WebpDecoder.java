package org.albumen.models.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterShape;

/** Decodes WebP files (RFC 9649), whose samples are held on the heap in between. */
final class WebpDecoder implements Decoder {
  private final ImageInputStream in;
  private final PluginDecoder plugin;
  private final Findings findings = new Findings();

  WebpDecoder(ImageInputStream in) {
    this.in = in;
    this.plugin = PluginDecoder.open("webp", in);
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
      in.seek(4);
      long end = 8 + in.readUnsignedInt();
      if (end > in.length()) {
        throw new EOFException("the file ends before the image does");
      }
      in.skipBytes(4);
      while (in.getStreamPosition() + 8 <= end) {
        chunk();
      }
    } finally {
      in.setByteOrder(order);
      in.seek(position);
    }
    return findings;
  }

  private void chunk() throws IOException {
    byte[] name = new byte[4];
    in.readFully(name);
    long length = in.readUnsignedInt();
    long next = in.getStreamPosition() + length + (length & 1);
    String type = new String(name, ISO_8859_1);
    switch (type) {
      case "ANMF" -> throw new UnsupportedOperationException("an animation");
      case "EXIF", "ICCP", "XMP " -> {
        if (length > Findings.LARGEST) {
          findings.dropped("the " + type.strip() + " chunk");
        } else {
          byte[] data = new byte[(int) length];
          in.readFully(data);
          keep(type, data);
        }
      }
      default -> {} // image data, or nobody's business
    }
    in.seek(next);
  }

  private void keep(String type, byte[] data) {
    switch (type) {
      case "EXIF" -> findings.exif(data);
      case "ICCP" -> findings.profile(data);
      default -> findings.xmp(data);
    }
  }

  @Override
  public RasterShape shape() throws IOException {
    Size size = plugin.size();
    return plugin.layout(findings).shape(size.width(), size.height());
  }

  /** The plug-in decodes to pixels of four bytes, with a second image for opacity. */
  @Override
  public MasterHeader.Between between() throws IOException {
    return new MasterHeader.Between(2 * Integer.BYTES * shape().pixels(), 0);
  }

  @Override
  public void decode(Raster to) throws IOException {
    plugin.throughImage(plugin.layout(findings), to);
  }

  @Override
  public void close() {
    plugin.close();
  }
}
