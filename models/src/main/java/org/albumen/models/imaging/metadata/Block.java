package org.albumen.models.imaging.metadata;

import java.util.Arrays;

/** Bytes that do not change: an ICC profile, an EXIF block. Compared by content. */
public final class Block {
  private final byte[] bytes;

  private Block(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of the bytes. */
  public static Block of(byte[] bytes) {
    return new Block(bytes.clone());
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Number of bytes. */
  public int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Block block && Arrays.equals(bytes, block.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
