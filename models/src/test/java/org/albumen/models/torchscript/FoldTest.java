package org.albumen.models.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.albumen.models.torchscript.Fold.Numbers;
import org.albumen.models.torchscript.Origin.Part;
import org.junit.jupiter.api.Test;

class FoldTest {

  @Test
  void multipliesInSixtyFourBits() {
    // Given
    float[] values = {1, -3, 1e-30f};

    // When
    float[] scaled = new Fold.Scaled(0.1).of(List.of(new Numbers(List.of(3L), values))).values();

    // Then
    assertThat(scaled).containsExactly((float) 0.1, (float) (-3 * 0.1), (float) (1e-30f * 0.1));
  }

  @Test
  void makesATensorOfSeveral() throws Exception {
    // Given
    Map<String, float[]> checkpoint =
        Map.of("a.first.weight", new float[] {1, 2}, "a.second.weight", new float[] {3, 4, 5, 6});
    Origin origin =
        new Origin(
            List.of(
                new Part("first.weight", List.of(1L, 2L)),
                new Part("second.weight", List.of(2L, 2L))),
            List.of(new Fold.Stacked(), new Fold.Scaled(2)));

    // When
    float[] made = origin.floats("a.", name -> checkpoint.getOrDefault(name, new float[0]));

    // Then
    assertThat(made).containsExactly(2, 4, 6, 8, 10, 12);
  }

  @Test
  void sumsTheSquaresOfKernels() {
    // Given
    Numbers kernels = new Numbers(List.of(2L, 1L, 1L, 2L), new float[] {1, 2, 3, 4});

    // When
    Numbers power = new Fold.Power(2).of(List.of(kernels));

    // Then
    assertThat(power.shape()).containsExactly(2L, 1L);
    assertThat(power.values()).containsExactly(4 + 16, 36 + 64);
  }

  @Test
  void refusesNumbersOfAnotherShape() {
    assertThatThrownBy(() -> new Numbers(List.of(2L, 2L), new float[3]))
        .hasMessageContaining("3 numbers");
  }

  @Test
  void halfFloatsAreTheNearest() {
    for (int bits = 0; bits < 0x7c00; bits++) {
      // Given
      float value = value(bits);
      float next = bits + 1 == 0x7c00 ? 65536 : value(bits + 1);
      float between = value + (next - value) / 2;
      int even = bits % 2 == 0 ? bits : bits + 1;

      // Then
      assertThat((int) TensorRecord.toFloat16(value)).isEqualTo(bits);
      assertThat((int) TensorRecord.toFloat16(between)).isEqualTo(even);
      assertThat((int) TensorRecord.toFloat16(Math.nextDown(between))).isEqualTo(bits);
      assertThat((int) TensorRecord.toFloat16(Math.nextUp(between))).isEqualTo(bits + 1);
      assertThat(TensorRecord.toFloat16(-value)).isEqualTo((short) (bits | 0x8000));
    }
    assertThat(TensorRecord.toFloat16(Float.NaN) & 0x7fff).isGreaterThan(0x7c00);
    assertThat((int) TensorRecord.toFloat16(1e30f)).isEqualTo(0x7c00);
  }

  private static float value(int bits) {
    int exponent = bits >> 10;
    int fraction = bits & 0x3ff;
    return exponent == 0
        ? fraction * 0x1p-24f
        : (float) ((1024 + fraction) * Math.pow(2, exponent - 25));
  }
}
