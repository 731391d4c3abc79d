package org.albumen.models.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.albumen.models.imaging.Note.Kind;
import org.albumen.models.imaging.metadata.Resolution;

/** What PNG's ancillary chunks say (PNG specification, third edition, section 11.3). */
final class PngMetadata {
  private static final String XMP = "XML:com.adobe.xmp";
  private static final String RAW = "Raw profile type ";
  private static final int SRGB_GAMMA = 45455;

  private final Findings findings;
  private boolean srgb;
  private int gamma;

  PngMetadata(Findings findings) {
    this.findings = findings;
  }

  /** A chunk whose sum is right; one that makes no sense is left out and noted. */
  void keep(String type, byte[] data) {
    try {
      switch (type) {
        case "iCCP" -> profile(data);
        case "eXIf" -> findings.exif(data);
        case "pHYs" -> resolution(ByteBuffer.wrap(data));
        case "tEXt" -> text(data);
        case "zTXt" -> compressedText(data);
        case "iTXt" -> internationalText(data);
        case "sRGB" -> srgb = true;
        case "gAMA" -> gamma = ByteBuffer.wrap(data).getInt();
        case "acTL" ->
            findings.note(Kind.FIRST_PAGE_ONLY, "the file is an animation, its still was read");
        default -> throw new IllegalStateException("no chunk to keep: " + type);
      }
    } catch (DataFormatException | RuntimeException e) {
      findings.dropped("a " + type + " chunk");
    }
  }

  /** To be called after the last chunk. */
  void finish() {
    boolean otherwise = gamma > 0 && Math.abs(gamma - SRGB_GAMMA) > SRGB_GAMMA / 100;
    if (otherwise && !srgb && findings.profile() == null) {
      findings.note(
          Kind.GAMMA_IGNORED, "gamma 1/" + 1e5 / gamma + " is not sRGB's, and not applied");
    }
  }

  private void profile(byte[] data) throws DataFormatException {
    int name = zero(data, 0);
    findings.profile(inflate(data, name + 2));
  }

  private void resolution(ByteBuffer data) {
    double x = Integer.toUnsignedLong(data.getInt());
    double y = Integer.toUnsignedLong(data.getInt());
    findings.resolution(x, y, data.get() == 1 ? Resolution.Unit.METRE : Resolution.Unit.NONE);
  }

  private void text(byte[] data) {
    int end = zero(data, 0);
    text(
        new String(data, 0, end, ISO_8859_1),
        new String(data, end + 1, data.length - end - 1, ISO_8859_1),
        "");
  }

  private void compressedText(byte[] data) throws DataFormatException {
    int end = zero(data, 0);
    text(new String(data, 0, end, ISO_8859_1), new String(inflate(data, end + 2), ISO_8859_1), "");
  }

  private void internationalText(byte[] data) throws DataFormatException {
    int end = zero(data, 0);
    int language = zero(data, end + 3);
    int translated = zero(data, language + 1);
    byte[] text =
        data[end + 1] == 1
            ? inflate(data, translated + 1)
            : Arrays.copyOfRange(data, translated + 1, data.length);
    String keyword = new String(data, 0, end, ISO_8859_1);
    if (keyword.equals(XMP)) {
      findings.xmp(text);
    } else {
      String tag = new String(data, end + 3, language - end - 3, ISO_8859_1);
      text(keyword, new String(text, UTF_8), tag);
    }
  }

  private void text(String keyword, String text, String language) {
    if (keyword.startsWith(RAW)) {
      raw(keyword.substring(RAW.length()), text);
    } else {
      findings.text(keyword, text, language);
    }
  }

  /** ImageMagick's way, from before eXIf: a name, the length and hexadecimal digits in lines. */
  private void raw(String type, String text) {
    String[] parts = text.strip().split("\\s+", 3);
    byte[] bytes = HexFormat.of().parseHex(parts[2].replaceAll("\\s", ""));
    switch (type) {
      case "exif", "APP1" -> findings.exif(bytes);
      case "xmp" -> findings.xmp(bytes);
      case "icc", "icm" -> findings.profile(bytes);
      default -> findings.note(Kind.METADATA_DROPPED, "a raw profile " + type + " was left out");
    }
  }

  private static int zero(byte[] data, int from) {
    int end = from;
    while (data[end] != 0) {
      end++;
    }
    return end;
  }

  private static byte[] inflate(byte[] data, int from) throws DataFormatException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(data, from, data.length - from);
      byte[] inflated = new byte[Math.max(4096, 4 * data.length)];
      int size = 0;
      while (!inflater.finished()) {
        if (size == inflated.length) {
          inflated = Arrays.copyOf(inflated, 2 * size);
        }
        int more = inflater.inflate(inflated, size, inflated.length - size);
        size += more;
        if ((more == 0 && !inflater.finished()) || size > Findings.LARGEST) {
          throw new DataFormatException("it ends early or is larger than any");
        }
      }
      return Arrays.copyOf(inflated, size);
    } finally {
      inflater.end();
    }
  }
}
