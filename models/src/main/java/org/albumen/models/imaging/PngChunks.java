package org.albumen.models.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Set;
import java.util.zip.CRC32;
import javax.imageio.stream.ImageInputStream;

/** The chunks of a PNG file (PNG specification, third edition, sections 5 and 11). */
final class PngChunks {
  private static final int SIGNATURE_LENGTH = 8;
  private static final Set<String> KEPT =
      Set.of(
          "PLTE", "tRNS", "iCCP", "sRGB", "gAMA", "pHYs", "eXIf", "tEXt", "zTXt", "iTXt", "acTL");

  private final ImageInputStream in;
  private final Findings findings = new Findings();
  private final PngMetadata metadata = new PngMetadata(findings);
  private int width;
  private int height;
  private int depth;
  private int colourType;
  private boolean interlaced;
  private byte[] palette = {};
  private byte[] transparency = {};
  private long dataStart;

  PngChunks(ImageInputStream in) {
    this.in = in;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  int depth() {
    return depth;
  }

  int colourType() {
    return colourType;
  }

  boolean interlaced() {
    return interlaced;
  }

  /** Three bytes per entry; empty when there is none. */
  byte[] palette() {
    return palette.clone();
  }

  /** The tRNS chunk's bytes; empty when there is none. */
  byte[] transparency() {
    return transparency.clone();
  }

  /** Where the first IDAT chunk begins. */
  long dataStart() {
    return dataStart;
  }

  Findings findings() {
    return findings;
  }

  /** Reads the header, which is the first chunk. */
  void header() throws IOException {
    in.seek(SIGNATURE_LENGTH);
    if (in.readInt() != 13 || in.readInt() != 0x49484452) {
      throw new IOException("the header is missing");
    }
    width = in.readInt();
    height = in.readInt();
    depth = in.readUnsignedByte();
    colourType = in.readUnsignedByte();
    int methods = in.readUnsignedShort();
    int interlace = in.readUnsignedByte();
    if (methods != 0 || interlace > 1) {
      throw new IOException("its compression, filter or interlace method does not exist");
    }
    interlaced = interlace == 1;
  }

  /** Critical chunks must be whole, their check sums right, the last of them IEND. */
  void walk() throws IOException {
    in.seek(SIGNATURE_LENGTH);
    while (chunk()) {}
    metadata.finish();
    if (dataStart == 0) {
      throw new IOException("no image data");
    }
  }

  private boolean chunk() throws IOException {
    long start = in.getStreamPosition();
    long length = in.readUnsignedInt();
    byte[] name = new byte[4];
    in.readFully(name);
    String type = new String(name, ISO_8859_1);
    boolean kept = KEPT.contains(type) && length <= Findings.LARGEST;
    if (KEPT.contains(type) && !kept) {
      findings.dropped("a " + type + " chunk");
    }
    byte[] data = new byte[(int) Math.min(length, kept ? Findings.LARGEST : 1 << 16)];
    CRC32 sum = new CRC32();
    sum.update(name);
    for (long left = length; left > 0; left -= data.length) {
      int size = (int) Math.min(left, data.length);
      in.readFully(data, 0, size);
      sum.update(data, 0, size);
    }
    boolean intact = in.readUnsignedInt() == sum.getValue();
    if (!intact && (Character.isUpperCase(type.charAt(0)) || type.equals("tRNS"))) {
      throw new IOException("the check sum of a " + type + " chunk is wrong");
    }
    if (!intact) {
      findings.dropped("a " + type + " chunk");
    } else if (kept) {
      keep(type, data);
    } else if (type.equals("IDAT") && dataStart == 0) {
      dataStart = start;
    }
    return !type.equals("IEND");
  }

  private void keep(String type, byte[] data) {
    switch (type) {
      case "PLTE" -> palette = data;
      case "tRNS" -> transparency = data;
      default -> metadata.keep(type, data);
    }
  }
}
