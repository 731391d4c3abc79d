package org.albumen.models.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.albumen.models.oracle.Safetensors.Array;
import org.junit.jupiter.api.Test;

class OracleCaseTest {
  @Test
  void makesTheNumbersOfTheFormula() {
    assertThat(FormulaValues.of("abc", 7, 3, 0.1, 0.5))
        .containsExactly((float) 0.57930863, (float) -0.28416255, (float) -0.09662088);
  }

  @Test
  void anOutputThatDiffersIsAnError() throws Exception {
    // Given
    OracleCase oracle = OracleCase.of("gfpgan-clean", "tiny-gfpgan-clean-a");
    Array expected = oracle.array("out.style_code");
    float[] wrong = expected.values().clone();
    wrong[7] = Float.NaN;

    // When, then
    oracle.compare("style_code", expected);
    assertThatThrownBy(() -> oracle.compare("style_code", new Array(expected.shape(), wrong)))
        .isInstanceOf(AssertionError.class);
  }
}
