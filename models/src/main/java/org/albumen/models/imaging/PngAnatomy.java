package org.albumen.models.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.twelvemonkeys.imageio.color.ColorProfiles;
import java.awt.color.CMMException;
import java.awt.color.ICC_Profile;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** The chunks of a PNG file (PNG specification, third edition, section 5). */
final class PngAnatomy {
  private static final int SIGNATURE_LENGTH = 8;
  private static final int LARGEST_PROFILE = 8 << 20;
  private static final int LARGEST_KEPT_CHUNK = 16 << 20;

  private final ImageInputStream in;
  private Orientation orientation = Orientation.UPRIGHT;
  private @Nullable ICC_Profile profile;

  private PngAnatomy(ImageInputStream in) {
    this.in = in;
  }

  /** Critical chunks must be whole, their check sums right, the last of them IEND. */
  static Anatomy examine(ImageInputStream in) throws IOException {
    PngAnatomy anatomy = new PngAnatomy(in);
    in.skipBytes(SIGNATURE_LENGTH);
    while (anatomy.chunk()) {}
    return new Anatomy(anatomy.orientation, anatomy.profile);
  }

  private boolean chunk() throws IOException {
    long length = in.readUnsignedInt();
    byte[] name = new byte[4];
    in.readFully(name);
    String type = new String(name, ISO_8859_1);
    boolean kept = (type.equals("eXIf") || type.equals("iCCP")) && length <= LARGEST_KEPT_CHUNK;
    byte[] data = new byte[(int) Math.min(length, kept ? LARGEST_KEPT_CHUNK : 1 << 16)];
    CRC32 sum = new CRC32();
    sum.update(name);
    for (long left = length; left > 0; left -= data.length) {
      int size = (int) Math.min(left, data.length);
      in.readFully(data, 0, size);
      sum.update(data, 0, size);
    }
    boolean intact = in.readUnsignedInt() == sum.getValue();
    if (!intact && Character.isUpperCase(type.charAt(0))) {
      throw new IOException("the check sum of a " + type + " chunk is wrong");
    }
    if (intact && kept) {
      keep(type, data);
    }
    return !type.equals("IEND");
  }

  private void keep(String type, byte[] data) {
    if (type.equals("eXIf")) {
      orientation = Anatomy.exifOrientation(data);
    } else {
      profile = inflateProfile(data);
    }
  }

  /** iCCP: a name, a zero, the compression method 0, then a zlib stream. */
  private static @Nullable ICC_Profile inflateProfile(byte[] data) {
    int name = 0;
    while (name < data.length && data[name] != 0) {
      name++;
    }
    if (name + 2 >= data.length) {
      return null;
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(data, name + 2, data.length - name - 2);
      byte[] inflated = new byte[LARGEST_PROFILE];
      int size = 0;
      while (!inflater.finished()) {
        int more = inflater.inflate(inflated, size, inflated.length - size);
        if (more == 0) {
          throw new EOFException("the profile ends early or is larger than any");
        }
        size += more;
      }
      return ColorProfiles.createProfile(Arrays.copyOf(inflated, size));
    } catch (DataFormatException | EOFException | IllegalArgumentException | CMMException e) {
      return null; // a damaged profile: the samples are the best that is known
    } finally {
      inflater.end();
    }
  }
}
