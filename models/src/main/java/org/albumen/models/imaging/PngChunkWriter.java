package org.albumen.models.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataOutputStream;
import java.io.IOException;
import java.util.zip.CRC32;

/** PNG's signature and chunks (PNG specification, third edition, section 5). */
final class PngChunkWriter {
  private static final byte[] SIGNATURE = "\u0089PNG\r\n\u001a\n".getBytes(ISO_8859_1);

  private final DataOutputStream out;

  PngChunkWriter(DataOutputStream out) {
    this.out = out;
  }

  void signature() throws IOException {
    out.write(SIGNATURE);
  }

  void write(String type, byte[] data) throws IOException {
    write(type, data, data.length);
  }

  void write(String type, byte[] data, int length) throws IOException {
    byte[] name = type.getBytes(ISO_8859_1);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(data, 0, length);
    out.writeInt(length);
    out.write(name);
    out.write(data, 0, length);
    out.writeInt((int) sum.getValue());
  }
}
