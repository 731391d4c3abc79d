package org.albumen.models.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/**
 * What the first bytes of a file say it is. The first five are decoded; the others are recognised
 * only to be named in the refusal.
 */
public enum SourceFormat {
  JPEG("JPEG", true),
  PNG("PNG", true),
  TIFF("TIFF", true),
  WEBP("WebP", true),
  BMP("BMP", true),
  GIF("GIF", false),
  HEIF("HEIC/HEIF", false),
  AVIF("AVIF", false),
  CANON_RAW("Canon raw", false),
  JPEG_2000("JPEG 2000", false),
  JPEG_XL("JPEG XL", false),
  PSD("Photoshop PSD", false),
  OPEN_EXR("OpenEXR", false),
  DJVU("DjVu", false),
  ICON("Windows icon", false),
  NETPBM("Netpbm", false),
  POSTSCRIPT("PostScript", false),
  PDF("PDF", false);

  /** How many bytes {@link #recognise} wants to see. */
  static final int MAGIC_LENGTH = 32;

  private final String label;
  private final boolean decoded;

  SourceFormat(String label, boolean decoded) {
    this.label = label;
    this.decoded = decoded;
  }

  /** The format's usual name, for messages. */
  public String label() {
    return label;
  }

  /** Whether masters are read from it. */
  public boolean isDecoded() {
    return decoded;
  }

  /** The format of a file that begins with these bytes, or null when it is none known. */
  static @Nullable SourceFormat recognise(byte[] start) {
    String s = new String(start, ISO_8859_1);
    if (s.startsWith("\u00ff\u00d8\u00ff")) {
      return JPEG;
    } else if (s.startsWith("\u0089PNG\r\n\u001a\n")) {
      return PNG;
    } else if (s.startsWith("II*\0")
        || s.startsWith("MM\0*")
        || s.startsWith("II+\0")
        || s.startsWith("MM\0+")) {
      return s.startsWith("CR", 8) ? CANON_RAW : TIFF;
    } else if (s.startsWith("RIFF") && s.startsWith("WEBP", 8)) {
      return WEBP;
    } else if (s.startsWith("BM") && isBitmapHeader(start)) {
      return BMP;
    }
    return recogniseRefused(s);
  }

  private static @Nullable SourceFormat recogniseRefused(String s) {
    if (s.startsWith("GIF87a") || s.startsWith("GIF89a")) {
      return GIF;
    } else if (s.startsWith("ftyp", 4)) {
      return recogniseBrand(s.substring(8, Math.min(12, s.length())));
    } else if (s.startsWith("\0\0\0\u000cjP  ") || s.startsWith("\u00ffO\u00ffQ")) {
      return JPEG_2000;
    } else if (s.startsWith("\0\0\0\u000cJXL ") || s.startsWith("\u00ff\n")) {
      return JPEG_XL;
    } else if (s.startsWith("8BPS")) {
      return PSD;
    } else if (s.startsWith("v/1\u0001")) {
      return OPEN_EXR;
    } else if (s.startsWith("AT&TFORM")) {
      return DJVU;
    } else if (s.startsWith("\0\0\u0001\0") && s.length() > 9 && s.charAt(9) == 0) {
      return ICON;
    } else if (s.matches("(?s)P[1-7]\\s[\\d#WU].*")) {
      return NETPBM;
    } else if (s.startsWith("%!PS")) {
      return POSTSCRIPT;
    }
    return s.startsWith("%PDF-") ? PDF : null;
  }

  /** ISO base media files: the major brand tells stills from films. */
  private static @Nullable SourceFormat recogniseBrand(String brand) {
    return switch (brand) {
      case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1" -> HEIF;
      case "avif", "avis" -> AVIF;
      case "crx " -> CANON_RAW;
      default -> null;
    };
  }

  /** "BM" alone begins many a text: the size of the information header must be a known one. */
  private static boolean isBitmapHeader(byte[] start) {
    if (start.length < 18 || start[15] != 0 || start[16] != 0 || start[17] != 0) {
      return false;
    }
    return switch (start[14]) {
      case 12, 16, 40, 52, 56, 64, 108, 124 -> true;
      default -> false;
    };
  }
}
