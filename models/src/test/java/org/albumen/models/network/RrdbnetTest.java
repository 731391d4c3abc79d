package org.albumen.models.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.albumen.models.checkpoint.Checkpoint;
import org.albumen.models.compute.ImageNetwork;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.fixture.PthFile;
import org.albumen.models.fixture.TinyTensor;
import org.albumen.models.torchscript.ScriptModule.Weight;
import org.albumen.models.torchscript.Storage;
import org.albumen.models.torchscript.TorchScriptArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RrdbnetTest {
  private static final int WIDTH = 12;
  private static final int HEIGHT = 8;

  @TempDir private Path folder;

  @Test
  void declaresTheTensorsOfThePublishedFiles() {
    // When
    Map<String, Weight> weights = new Rrdbnet(64, 23, 32, 2).module().weights();

    // Then: 23 blocks of 15 convolutions and 6 others, each with a weight and a bias.
    assertThat(weights).hasSize(2 * (23 * 15 + 6));
    assertThat(weights.get("conv_first.weight")).satisfies(shape(64, 12, 3, 3));
    assertThat(weights.get("body.22.rdb3.conv5.weight")).satisfies(shape(64, 192, 3, 3));
    assertThat(weights.get("body.0.rdb1.conv4.bias")).satisfies(shape(32));
    assertThat(weights.get("conv_last.weight")).satisfies(shape(3, 64, 3, 3));
    long numbers =
        weights.values().stream()
            .mapToLong(w -> w.shape().stream().reduce(1L, Math::multiplyExact))
            .sum();
    assertThat(numbers).isEqualTo(16_703_171);
  }

  /** Levels of 255; in 16 bits the values between layers have 8 bits each. */
  @ParameterizedTest
  @CsvSource({
    "1, false, true, 1",
    "2, false, true, 1",
    "4, false, true, 1",
    "2, false, false, 1",
    "2, true, true, 8"
  })
  void agreesWithTheSameNetworkWrittenInPlainLoops(
      int scale, boolean bfloat16, boolean channelsLast, int tolerance) throws Exception {
    // Given
    Rrdbnet network = new Rrdbnet(8, 2, 4, scale);
    List<TinyTensor> tensors = RandomRrdbnet.tensors(network);
    Path archive = archive(network, tensors, new Storage(bfloat16, channelsLast));
    ByteBuffer rgb = picture();
    double[][][] expected = new PlainRrdbnet(tensors, 2, scale).apply(planes(rgb));

    // When
    ByteBuffer actual;
    try (TorchEngine engine = TorchEngine.create(1);
        ImageNetwork loaded = engine.load(archive, network)) {
      actual = loaded.apply(rgb, WIDTH, HEIGHT);
    }

    // Then
    assertThat(actual.remaining()).isEqualTo(WIDTH * HEIGHT * 3 * scale * scale);
    int within = 0;
    for (int i = 0; i < actual.capacity(); i++) {
      int pixel = i / 3;
      double value = expected[i % 3][pixel / (WIDTH * scale)][pixel % (WIDTH * scale)];
      int level = (int) Math.rint(Math.max(0, Math.min(1, value)) * 255);
      assertThat(actual.get(i) & 0xff)
          .as("byte %d", i)
          .isBetween(level - tolerance, level + tolerance);
      within += level > 0 && level < 255 ? 1 : 0;
    }
    assertThat(within).as("levels that are not clipped").isGreaterThan(actual.capacity() / 3);
  }

  @Test
  void refusesSizesThatDoNotExist() {
    assertThatThrownBy(() -> new Rrdbnet(64, 23, 32, 3)).hasMessageContaining("1, 2 or 4");
    assertThatThrownBy(() -> new Rrdbnet(0, 23, 32, 2)).hasMessageContaining("positive");
  }

  @Test
  void needsWholePixelsAfterUnshuffling() {
    assertThat(new Rrdbnet(8, 1, 4, 1).alignment()).isEqualTo(4);
    assertThat(new Rrdbnet(8, 1, 4, 2).alignment()).isEqualTo(2);
    assertThat(new Rrdbnet(8, 1, 4, 4).alignment()).isEqualTo(1);
  }

  private Path archive(Rrdbnet network, List<TinyTensor> tensors, Storage storage)
      throws Exception {
    Path weights = Files.write(folder.resolve("w.pth"), PthFile.zip("params", tensors));
    Path archive = folder.resolve("network.pt");
    try (Checkpoint checkpoint = Checkpoint.open(weights, null)) {
      TorchScriptArchive.write(
          archive, network.module(), StateDictionary.of(network.module(), checkpoint), storage);
    }
    return archive;
  }

  private static ByteBuffer picture() {
    ByteBuffer rgb = ByteBuffer.allocateDirect(WIDTH * HEIGHT * 3);
    for (int i = 0; i < rgb.capacity(); i++) {
      rgb.put(i, (byte) (i * 37 + i / 36 * 11));
    }
    return rgb;
  }

  private static double[][][] planes(ByteBuffer rgb) {
    double[][][] planes = new double[3][HEIGHT][WIDTH];
    for (int i = 0; i < rgb.capacity(); i++) {
      planes[i % 3][i / 3 / WIDTH][i / 3 % WIDTH] = (rgb.get(i) & 0xff) / 255.0;
    }
    return planes;
  }

  private static Consumer<Weight> shape(long... lengths) {
    return weight ->
        assertThat(weight.shape())
            .containsExactly(Arrays.stream(lengths).boxed().toArray(Long[]::new));
  }
}
