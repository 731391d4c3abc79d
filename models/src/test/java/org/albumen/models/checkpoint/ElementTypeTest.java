package org.albumen.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class ElementTypeTest {

  @Test
  void widensHalvesExactly() {
    assertThat(half(0x3c00)).isEqualTo(1f);
    assertThat(half(0xc000)).isEqualTo(-2f);
    assertThat(half(0x7bff)).isEqualTo(65504f);
    assertThat(half(0x0400)).isEqualTo(0x1p-14f);
    assertThat(half(0x0001)).isEqualTo(0x1p-24f);
    assertThat(half(0x83ff)).isEqualTo(-0x3ffp-24f);
    assertThat(Float.floatToIntBits(half(0x8000))).isEqualTo(Float.floatToIntBits(-0f));
    assertThat(half(0x7c00)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(half(0x7e00)).isNaN();
  }

  @Test
  void widensBrainFloatsExactly() {
    assertThat(ElementType.BFLOAT16.floatAt(bytes(0x3f80), 0)).isEqualTo(1f);
    assertThat(ElementType.BFLOAT16.floatAt(bytes(0xc049), 0)).isEqualTo(-3.140625f);
  }

  @Test
  void readsWholeNumbersWithTheirSign() {
    assertThat(ElementType.INT8.longAt(bytes(0xff), 0)).isEqualTo(-1);
    assertThat(ElementType.UINT8.longAt(bytes(0xff), 0)).isEqualTo(255);
    assertThat(ElementType.INT16.longAt(bytes(0xfffe), 0)).isEqualTo(-2);
  }

  private static float half(int bits) {
    return ElementType.FLOAT16.floatAt(bytes(bits), 0);
  }

  private static ByteBuffer bytes(int bits) {
    return ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort(0, (short) bits);
  }
}
