package org.albumen.models.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DeflaterOutputStream;
import org.albumen.models.imaging.metadata.Block;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.metadata.Resolution;
import org.albumen.models.imaging.metadata.Resolution.Unit;
import org.albumen.models.imaging.metadata.TextEntry;

/** Metadata as ancillary chunks (PNG specification, third edition, section 11.3). */
final class PngDescription {
  private static final byte PERCEPTUAL_INTENT = 0;
  private static final String XMP = "XML:com.adobe.xmp";

  private final PngChunkWriter out;

  PngDescription(PngChunkWriter out) {
    this.out = out;
  }

  /** To be called behind the header: profile and resolution stand before the image. */
  void write(Metadata metadata) throws IOException {
    if (metadata.profile().isPresent()) {
      out.write("iCCP", profile(metadata.profile().get()));
    } else {
      out.write("sRGB", new byte[] {PERCEPTUAL_INTENT});
    }
    if (metadata.resolution().isPresent()) {
      out.write("pHYs", density(metadata.resolution().get()));
    }
    if (metadata.exif().isPresent()) {
      out.write("eXIf", metadata.exif().get().bytes());
    }
    if (metadata.xmp().isPresent()) {
      out.write("iTXt", international(XMP, "", metadata.xmp().get().bytes()));
    }
    for (TextEntry text : metadata.texts()) {
      text(text);
    }
  }

  private static byte[] profile(Block profile) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.write("ICC profile\0\0".getBytes(ISO_8859_1)); // its name; the method, deflate
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(data)) {
      deflated.write(profile.bytes());
    }
    return data.toByteArray();
  }

  /** Whole numbers; for the shape of a pixel their ratio to four digits. */
  private static byte[] density(Resolution resolution) {
    Resolution metres = resolution.in(Unit.METRE);
    boolean whole = metres.x() == Math.rint(metres.x()) && metres.y() == Math.rint(metres.y());
    double factor = metres.unit() == Unit.NONE && !whole ? 1e4 : 1;
    ByteBuffer data = ByteBuffer.allocate(9);
    data.putInt(number(metres.x() * factor)).putInt(number(metres.y() * factor));
    data.put((byte) (metres.unit() == Unit.METRE ? 1 : 0));
    return data.array();
  }

  private static int number(double value) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.round(value)));
  }

  private void text(TextEntry entry) throws IOException {
    String text = entry.text().replace("\0", "");
    if (entry.language().isEmpty() && ISO_8859_1.newEncoder().canEncode(text)) {
      out.write("tEXt", (entry.keyword() + '\0' + text).getBytes(ISO_8859_1));
    } else {
      out.write("iTXt", international(entry.keyword(), entry.language(), text.getBytes(UTF_8)));
    }
  }

  /** Not compressed: others look for XMP packets without decoding the file. */
  private static byte[] international(String keyword, String language, byte[] text)
      throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.write((keyword + "\0\0\0" + language + "\0\0").getBytes(ISO_8859_1));
    data.write(text);
    return data.toByteArray();
  }
}
