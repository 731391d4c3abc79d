package org.albumen.models.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrecisionTest {

  @Test
  void takesSixteenBitsOnlyWhereTheProcessorMultipliesThem() {
    assertThat(Precision.ofCpu("flags\t: avx2 avx512_bf16 fsrm\n")).isEqualTo(Precision.BF16);
    assertThat(Precision.ofCpu("flags\t: amx_bf16\n")).isEqualTo(Precision.BF16);
    assertThat(Precision.ofCpu("flags\t: avx2 avx512f avx512_bf16x\n")).isEqualTo(Precision.FP32);
    assertThat(Precision.ofCpu("")).isEqualTo(Precision.FP32);
  }

  @Test
  void whatIsNotAutomaticStays() {
    assertThat(Precision.FP32.resolve()).isEqualTo(Precision.FP32);
    assertThat(Precision.BF16.resolve()).isEqualTo(Precision.BF16);
    assertThat(Precision.AUTO.resolve()).isNotEqualTo(Precision.AUTO);
  }
}
