package org.albumen.models.imaging.metadata;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExifTest {
  @ParameterizedTest
  @ValueSource(strings = {"LITTLE_ENDIAN", "BIG_ENDIAN"})
  void turnsUprightAndNamesTheNewSize(String name) {
    // Given
    ByteOrder order = name.equals("LITTLE_ENDIAN") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    byte[] block = block(order);

    // When
    ByteBuffer corrected =
        ByteBuffer.wrap(Exif.corrected(Block.of(block), 70_000, 3000).orElseThrow().bytes())
            .order(order);

    // Then: the orientation, the width as a LONG now, the height still a SHORT
    assertThat(Exif.orientation(block)).contains(6);
    assertThat(Exif.orientation(corrected.array())).contains(1);
    assertThat(corrected.getShort(40 + 2 + 2)).isEqualTo((short) 4);
    assertThat(corrected.getInt(40 + 2 + 8)).isEqualTo(70_000);
    assertThat(corrected.getShort(40 + 14 + 2)).isEqualTo((short) 3);
    assertThat(corrected.getShort(40 + 14 + 8)).isEqualTo((short) 3000);
  }

  @Test
  void removesTheThumbnail() {
    // Given
    byte[] block = block(ByteOrder.LITTLE_ENDIAN);

    // When
    byte[] corrected = Exif.corrected(Block.of(block), 10, 10).orElseThrow().bytes();

    // Then
    assertThat(Exif.hasThumbnail(block)).isTrue();
    assertThat(Exif.hasThumbnail(corrected)).isFalse();
    assertThat(corrected).hasSizeLessThan(block.length);
    assertThat(new String(corrected, US_ASCII)).doesNotContain("THUMB");
  }

  @Test
  void answersNothingForWhatIsDamaged() {
    // Given
    Random random = new Random(1);
    for (int round = 0; round < 20_000; round++) {
      byte[] block = block(ByteOrder.BIG_ENDIAN);
      for (int i = 0; i < 3; i++) {
        block[random.nextInt(block.length)] = (byte) random.nextInt(256);
      }

      // When
      var corrected = Exif.corrected(Block.of(block), 10, 10);

      // Then: nothing is thrown, and what there is says nothing of turning
      corrected.ifPresent(
          good -> assertThat(Exif.orientation(good.bytes()).orElse(1)).isEqualTo(1));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<rdf:Description tiff:Orientation=\"6\" x=\"6\"/>",
        "<rdf:Description tiff:Orientation='8' x=\"6\"/>",
        "<tiff:Orientation>3</tiff:Orientation><a>é</a>"
      })
  void turnsAnXmpPacketUpright(String packet) {
    // When
    String upright = new String(Xmp.upright(Block.of(packet.getBytes(UTF_8))).bytes(), UTF_8);

    // Then
    assertThat(upright)
        .isEqualTo(packet.replaceFirst("(?<=tiff:Orientation[=>][\"']?)[683]", "1"))
        .isNotEqualTo(packet);
  }

  /**
   * A first directory with the orientation and a pointer, the EXIF directory at 40 with both sizes,
   * a thumbnail's directory at 70 and five bytes of it at 100.
   */
  private static byte[] block(ByteOrder order) {
    ByteBuffer block = ByteBuffer.allocate(105).order(order);
    byte mark = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
    block.put(mark).put(mark).putShort((short) 42).putInt(8);
    block.putShort((short) 2);
    entry(block, 0x112, 3, 6);
    entry(block, 0x8769, 4, 40);
    block.putInt(70);
    block.position(40);
    block.putShort((short) 2);
    entry(block, 0xa002, 3, 4000);
    entry(block, 0xa003, 3, 2000);
    block.putInt(0);
    block.position(70);
    block.putShort((short) 2);
    entry(block, 0x201, 4, 100);
    entry(block, 0x202, 4, 5);
    block.putInt(0);
    block.put("THUMB".getBytes(US_ASCII));
    return block.array();
  }

  private static void entry(ByteBuffer block, int tag, int type, int value) {
    block.putShort((short) tag).putShort((short) type).putInt(1);
    int at = block.position();
    block.putInt(0);
    if (type == 3) {
      block.putShort(at, (short) value);
    } else {
      block.putInt(at, value);
    }
  }
}
