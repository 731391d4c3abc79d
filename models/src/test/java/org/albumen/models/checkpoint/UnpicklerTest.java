package org.albumen.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnpicklerTest {

  @Test
  void refusesAClassThatWeightsDoNotNeedByItsName() {
    for (String pickle :
        List.of(
            "\u0080\u0002cposix\nsystem\nX\u0002\u0000\u0000\u0000ls\u0085R.",
            "\u0080\u0004\u008c\u0005posix\u008c\u0006system\u0093\u008c\u0002ls\u0085R.")) {
      // When, then
      assertThatThrownBy(() -> read(pickle))
          .isInstanceOf(Unpickler.PickleException.class)
          .hasMessageContaining("posix.system")
          .hasMessageContaining("not loaded");
    }
  }

  @Test
  void refusesNamesThatOnlyBeginLikeAllowedOnes() {
    for (String name : List.of("torch\nload", "torch\nFloatStorage2", "builtins\neval")) {
      // When, then
      assertThatThrownBy(() -> read("\u0080\u0002c" + name + "\n."))
          .isInstanceOf(Unpickler.PickleException.class)
          .hasMessageContaining(name.replace('\n', '.'));
    }
  }

  @Test
  void readsNestedContainersOfProtocolFour() throws Exception {
    // Given: {"a": [1, (True, None)]}, memoised on the way.
    String pickle = "\u0080\u0004}\u0094\u008c\u0001a](K\u0001\u0088N\u0086es.";

    // When
    Object value = read(pickle);

    // Then
    assertThat(value).isEqualTo(Map.of("a", List.of(1L, List.of(true, Unpickler.NONE))));
  }

  @Test
  void nestingAsDeepAsTheFileCannotExhaustTheStack() throws Exception {
    // Given
    String pickle = "\u0080\u0002" + ")" + "\u0085".repeat(1_000_000) + ".";

    // When
    Object value = read(pickle);

    // Then
    assertThat(value).isInstanceOf(List.class);
  }

  @Test
  void believesNoLengthThatTheFileCannotHold() {
    for (String opcode :
        List.of(
            "X\u00ff\u00ff\u00ff\u007f",
            "X\u00ff\u00ff\u00ff\u00ff",
            "B\u00ff\u00ff\u00ff\u007f",
            "\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f",
            "\u008b\u00ff\u00ff\u00ff\u007f")) {
      // When, then
      assertThatThrownBy(() -> read("\u0080\u0002" + opcode))
          .isInstanceOf(Unpickler.PickleException.class);
    }
  }

  @Test
  void refusesKeysThatCouldBeNestedWithoutEnd() {
    assertThatThrownBy(() -> read("\u0080\u0002})K\u0001s."))
        .isInstanceOf(Unpickler.PickleException.class)
        .hasMessageContaining("key");
  }

  @Test
  void refusesOpcodesOutsideItsList() {
    // Given: INST and OBJ build objects in other ways.
    for (String opcode : List.of("(iposix\nsystem\n.", "(o.", "P1\n.")) {
      // When, then
      assertThatThrownBy(() -> read("\u0080\u0002" + opcode))
          .isInstanceOf(Unpickler.PickleException.class)
          .hasMessageContaining("opcode");
    }
  }

  @Test
  void refusesToSetTheStateOfAnythingButADictionary() {
    assertThatThrownBy(() -> read("\u0080\u0002ctorch\nSize\n}b."))
        .isInstanceOf(Unpickler.PickleException.class)
        .hasMessageContaining("state");
  }

  private static Object read(String latin1) throws Unpickler.PickleException {
    return new Unpickler(ByteBuffer.wrap(latin1.getBytes(StandardCharsets.ISO_8859_1))).read();
  }
}
