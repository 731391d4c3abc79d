package org.albumen.models.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.albumen.models.imaging.Note.Kind;
import org.albumen.models.imaging.metadata.Resolution.Unit;

/** What JPEG's application segments say (ITU-T T.871, EXIF 2.32, ICC.1 annex B.4, XMP part 3). */
final class JpegMetadata {
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP2 = 0xe2;
  private static final int APP13 = 0xed;
  private static final int COM = 0xfe;
  private static final String JFIF = "JFIF\0";
  private static final String EXIF = "Exif\0";
  private static final String XMP = "http://ns.adobe.com/xap/1.0/\0";
  private static final String MORE_XMP = "http://ns.adobe.com/xmp/extension/\0";
  private static final String ICC = "ICC_PROFILE\0";
  private static final String PHOTOSHOP = "Photoshop 3.0\0";

  private final Findings findings;
  private final Map<Integer, byte[]> profile = new TreeMap<>();
  private int profileParts;

  JpegMetadata(Findings findings) {
    this.findings = findings;
  }

  void keep(int marker, byte[] segment) {
    if (marker == COM) {
      findings.text("Comment", text(segment), "");
    } else if (marker == APP0 && starts(segment, JFIF) && segment.length >= 12) {
      density(ByteBuffer.wrap(segment));
    } else if (marker == APP1 && starts(segment, EXIF) && segment.length > 6) {
      findings.exif(Arrays.copyOfRange(segment, EXIF.length() + 1, segment.length));
    } else if (marker == APP1 && starts(segment, XMP)) {
      findings.xmp(Arrays.copyOfRange(segment, XMP.length(), segment.length));
    } else if (marker == APP1 && starts(segment, MORE_XMP)) {
      findings.note(Kind.METADATA_DROPPED, "the extended XMP was left out");
    } else if (marker == APP2 && starts(segment, ICC) && segment.length > ICC.length() + 2) {
      profilePart(segment);
    } else if (marker == APP13 && starts(segment, PHOTOSHOP)) {
      findings.note(Kind.METADATA_DROPPED, "the Photoshop block (IPTC-IIM) was left out");
    }
  }

  /** To be called after the last segment. */
  void finish() {
    if (profile.isEmpty()) {
      return;
    }
    if (profile.size() != profileParts || !profile.containsKey(profileParts)) {
      findings.note(Kind.PROFILE_UNUSABLE, "the ICC profile is not whole, sRGB was assumed");
      return;
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    profile.values().forEach(part -> whole.write(part, 0, part.length));
    findings.profile(whole.toByteArray());
  }

  private void profilePart(byte[] segment) {
    int number = segment[ICC.length()] & 0xff;
    profileParts = segment[ICC.length() + 1] & 0xff;
    profile.putIfAbsent(number, Arrays.copyOfRange(segment, ICC.length() + 2, segment.length));
  }

  private void density(ByteBuffer jfif) {
    int x = Short.toUnsignedInt(jfif.getShort(8));
    int y = Short.toUnsignedInt(jfif.getShort(10));
    switch (jfif.get(7)) {
      case 1 -> findings.resolution(x, y, Unit.INCH);
      case 2 -> findings.resolution(x, y, Unit.CENTIMETRE);
      default -> {
        if (x != y) {
          findings.resolution(x, y, Unit.NONE);
        }
      }
    }
  }

  private static boolean starts(byte[] segment, String name) {
    return segment.length >= name.length()
        && new String(segment, 0, name.length(), ISO_8859_1).equals(name);
  }

  /** A comment's character set is not said: UTF-8 if it can be, else Latin-1. */
  static String text(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, ISO_8859_1);
    }
  }
}
