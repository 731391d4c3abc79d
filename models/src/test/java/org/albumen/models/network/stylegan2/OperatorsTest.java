package org.albumen.models.network.stylegan2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.albumen.models.oracle.OracleCase;
import org.albumen.models.oracle.Safetensors;
import org.albumen.models.oracle.Safetensors.Array;
import org.albumen.models.oracle.TorchRun;
import org.albumen.models.torchscript.ScriptModule;
import org.albumen.models.torchscript.Storage;
import org.albumen.models.torchscript.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shared operators, each as a network of its own. */
class OperatorsTest {
  private static final long STYLES = 3;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void resamples(int number) throws Exception {
    // Given
    String name = "upfirdn2d_" + number;
    JsonNode args = args(name);
    Fir fir =
        new Fir(
            Fir.STANDARD,
            1,
            args.get("up").asLong(),
            args.get("down").asLong(),
            args.at("/pad/0").asLong(),
            args.at("/pad/1").asLong(),
            true);
    Array kernel = array(name + ".in.kernel");

    // When
    Array answer =
        run(
            fir.storedModule(kernel.shape()[0], kernel.shape()[1]),
            weight -> kernel.values(),
            List.of(array(name + ".in.x")));

    // Then
    requireAgreement(name, answer);
  }

  @Test
  void aWrittenKernelIsTheStoredOne() throws Exception {
    // Given
    Array x = array("upfirdn2d_0.in.x");
    Fir stored = Fir.doubling(Fir.STANDARD, true);

    // When
    Array first = run(stored.module(), weight -> stored.kernel(), List.of(x));
    Array second = run(Fir.doubling(Fir.STANDARD, false).module(), OperatorsTest::none, List.of(x));

    // Then
    assertThat(second.values()).containsExactly(first.values());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void activates(int number) throws Exception {
    // Given
    String name = "fused_leaky_relu_" + number;
    Array bias = array(name + ".in.bias");

    // When
    Array answer =
        run(
            Layers.fusedLeakyRelu(bias.shape()[0]),
            weight -> bias.values(),
            List.of(array(name + ".in.x")));

    // Then
    requireAgreement(name, answer);
  }

  @ParameterizedTest
  @CsvSource({"0, GROUPED", "1, GROUPED", "2, GROUPED", "0, SHARED", "1, SHARED", "2, SHARED"})
  void modulates(int number, Modulation modulation) throws Exception {
    // Given
    String name = "sg2_modulated_conv2d_" + number;
    JsonNode args = args(name);
    boolean doubling = args.path("up").asInt(1) == 2;
    ScriptModule blur = doubling ? Fir.afterDoubling(Fir.STANDARD, 3, true).module() : null;
    ModulatedConvolution convolution =
        new ModulatedConvolution(
            3, 4, 3, 1, args.path("demodulate").asBoolean(true), Layers.linear(STYLES, 3), blur);
    Array weight = array(name + ".in.w");
    Weights weights =
        key ->
            switch (key) {
              case "weight" -> weight.values();
              case "modulation.weight" -> new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1};
              case "modulation.bias" -> new float[3];
              default -> Fir.afterDoubling(Fir.STANDARD, 3, true).kernel();
            };

    // When
    Array answer =
        run(
            convolution.module(modulation),
            weights,
            List.of(array(name + ".in.x"), array(name + ".in.s")));

    // Then
    requireAgreement(name, plusNoise(answer, array(name + ".in.noise")));
  }

  @Test
  void comparesTheImagesOfAGroup() throws Exception {
    // When
    Array answer =
        run(
            StyleGan2Discriminator.deviation(2, 2),
            OperatorsTest::none,
            List.of(array("minibatch_std.in.x")));

    // Then
    requireAgreement("minibatch_std", answer);
  }

  private Array run(ScriptModule module, Weights weights, List<Array> inputs) throws Exception {
    try (TorchRun run = new TorchRun(folder, module, weights, new Storage(false, false))) {
      return run.call("forward", inputs).get(0);
    }
  }

  private static void requireAgreement(String name, Array answer) throws IOException {
    Array expected = array(name + ".out");
    assertThat(answer.shape()).isEqualTo(expected.shape());
    double largest = 1;
    for (float value : expected.values()) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.values().length; i++) {
      double difference = Math.abs((double) answer.values()[i] - expected.values()[i]);
      assertThat(difference).as("%s[%d]", name, i).isLessThan(2e-5 * largest);
    }
  }

  private static Array plusNoise(Array images, Array noise) {
    float[] sum = images.values().clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += noise.values()[i % noise.values().length];
    }
    return new Array(images.shape(), sum);
  }

  private static JsonNode args(String name) throws IOException {
    for (JsonNode operation : OracleCase.json("ops", "ops").get("ops")) {
      if (operation.get("name").asText().equals(name)) {
        return operation.get("args");
      }
    }
    throw new IllegalArgumentException(name);
  }

  private static Array array(String name) throws IOException {
    Map<String, Array> arrays =
        Safetensors.read(OracleCase.folder("ops").resolve("ops.safetensors"));
    Array array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("no " + name + " among " + arrays.keySet());
    }
    return array;
  }

  private static float[] none(String name) {
    throw new IllegalArgumentException(name);
  }
}
