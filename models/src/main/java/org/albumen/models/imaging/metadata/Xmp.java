package org.albumen.models.imaging.metadata;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Corrects XMP packets (ISO 16684-1) without parsing them: all but one number stays. Stateless. */
public final class Xmp {
  private static final Pattern ORIENTATION =
      Pattern.compile("(tiff:Orientation\\s*(?:=\\s*[\"']|>))\\s*[1-8]\\s*(?=[\"'<])");

  private Xmp() {}

  /** The packet for an image that is upright: its orientation, if it says one, is 1. */
  public static Block upright(Block packet) {
    // Latin-1 maps every byte to a character and back.
    Matcher said = ORIENTATION.matcher(new String(packet.bytes(), ISO_8859_1));
    return said.find() ? Block.of(said.replaceAll("$11").getBytes(ISO_8859_1)) : packet;
  }
}
