package org.albumen.models.imaging.colour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.albumen.models.imaging.metadata.Block;
import org.albumen.models.imaging.raster.RasterShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColourProfileTest {
  private static final Block LINEAR = profile(ColorSpace.CS_LINEAR_RGB);
  private static final Block LINEAR_GRAY = profile(ColorSpace.CS_GRAY);
  private static final Random RANDOM = new Random(1);

  @ParameterizedTest
  @CsvSource({"1, 8", "1, 16", "2, 8", "2, 16", "3, 8", "3, 16", "4, 8", "4, 16"})
  void keepsNeutralNumbersWithoutAProfile(int channels, int bits) {
    // Given: neutral colours, so that gray can hold them too
    RasterShape layout = new RasterShape(1, 1, channels, bits);
    ColourProfile colours = ColourProfile.of(Optional.empty(), layout.colours());
    ByteBuffer samples = neutral(layout, 500);
    ByteBuffer rgb = ByteBuffer.allocate(500 * 3 * 2);
    ByteBuffer back = copy(samples);
    zeroColours(back, layout);

    // When
    colours.toSrgb(layout, samples.duplicate(), 500, rgb, 16);
    colours.fromSrgb(rgb.flip(), 16, 500, layout, back);

    // Then: the colours came back and alpha was left alone
    assertThat(colours.isSrgb()).isTrue();
    assertThat(back.flip()).isEqualTo(samples);
  }

  @Test
  void roundsDeepSamplesToTheNearest() {
    // Given
    RasterShape layout = new RasterShape(1, 1, 1, 16);
    ByteBuffer samples = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
    for (int value : new int[] {65535, 257 * 100 + 128, 257 * 100 + 129, 0}) {
      samples.putShort((short) value);
    }
    ByteBuffer rgb = ByteBuffer.allocate(12);

    // When
    ColourProfile.of(Optional.empty(), 1).toSrgb(layout, samples.flip(), 4, rgb, 8);

    // Then
    assertThat(rgb.array()).containsExactly(-1, -1, -1, 100, 100, 100, 101, 101, 101, 0, 0, 0);
  }

  @ParameterizedTest
  @CsvSource({"3, 8, 3", "3, 16, 48", "1, 8, 3", "1, 16, 48"})
  void bringsLinearLightToSrgbAndBack(int channels, int bits, int tolerance) {
    // Given
    RasterShape layout = new RasterShape(1, 1, channels, bits);
    ColourProfile colours =
        ColourProfile.of(Optional.of(channels == 3 ? LINEAR : LINEAR_GRAY), channels);
    ByteBuffer samples = neutral(layout, 1000);
    ByteBuffer rgb = ByteBuffer.allocate(1000 * 3 * 2).order(ByteOrder.nativeOrder());
    ByteBuffer back = ByteBuffer.allocate(samples.capacity()).order(ByteOrder.nativeOrder());

    // When
    colours.toSrgb(layout, samples.duplicate(), 1000, rgb, 16);
    colours.fromSrgb(rgb.flip(), 16, 1000, layout, back);

    // Then: sRGB's curve (IEC 61966-2-1), and the samples again
    for (int i = 0; i < 1000; i++) {
      double light = sample(samples, i * channels, bits) / (double) layout.maxSample();
      double curved = light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
      assertThat(sample(rgb, 3 * i, 16) / 65535.0).isCloseTo(curved, within(0.008));
      assertThat(sample(back, i * channels, bits))
          .isCloseTo(sample(samples, i * channels, bits), within(tolerance));
    }
  }

  @Test
  void answersTheSameInAnyThread() throws Exception {
    // Given
    RasterShape layout = new RasterShape(1, 1, 3, 8);
    ColourProfile colours = ColourProfile.of(Optional.of(LINEAR), 3);
    byte[] samples = new byte[3 * 4096];
    RANDOM.nextBytes(samples);
    byte[] expected = srgb(colours, layout, samples);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<byte[]>> answers = new ArrayList<>();
    try {
      // When
      for (int i = 0; i < 200; i++) {
        answers.add(threads.submit(() -> srgb(colours, layout, samples)));
      }

      // Then
      for (Future<byte[]> answer : answers) {
        assertThat(answer.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void convertsAPixelAlikeWhereverItStands() {
    // Given
    RasterShape layout = new RasterShape(1, 1, 3, 16);
    ColourProfile colours = ColourProfile.of(Optional.of(LINEAR), 3);
    byte[] samples = new byte[6 * 1000];
    RANDOM.nextBytes(samples);

    // When
    byte[] together = srgb(colours, layout, samples);

    // Then: as a rectangle of one pixel at a time
    for (int i = 0; i < 1000; i += 37) {
      byte[] one = java.util.Arrays.copyOfRange(samples, 6 * i, 6 * i + 6);
      assertThat(srgb(colours, layout, one))
          .isEqualTo(java.util.Arrays.copyOfRange(together, 3 * i, 3 * i + 3));
    }
  }

  @Test
  void saysWhatIsWrongWithAProfile() {
    // Given
    byte[] cut = java.util.Arrays.copyOf(LINEAR.bytes(), 200);

    // Then
    assertThat(ColourProfile.fault(LINEAR, 3)).isEmpty();
    assertThat(ColourProfile.fault(LINEAR, 1)).contains("is for 3 components");
    assertThat(ColourProfile.fault(Block.of(cut), 3)).isPresent();
    assertThat(ColourProfile.fault(Block.of(new byte[0]), 3)).isPresent();
    assertThat(ColourProfile.fault(profile(ColorSpace.CS_PYCC), 3)).isPresent();
  }

  @Test
  void isNotThrownByAnyDamage() {
    // Given
    byte[] whole = profile(ColorSpace.CS_sRGB).bytes();
    Random random = new Random(1);
    for (int round = 0; round < 300; round++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i < 4; i++) {
        damaged[random.nextInt(random.nextBoolean() ? 400 : damaged.length)] =
            (byte) random.nextInt(256);
      }

      // When
      Optional<String> fault = ColourProfile.fault(Block.of(damaged), 3);

      // Then: a profile without a fault can be used
      if (fault.isEmpty()) {
        ColourProfile colours = ColourProfile.of(Optional.of(Block.of(damaged)), 3);
        assertThat(srgb(colours, new RasterShape(1, 1, 3, 8), new byte[6])).hasSize(6);
      }
    }
  }

  private static byte[] srgb(ColourProfile colours, RasterShape layout, byte[] samples) {
    int pixels = samples.length / layout.pixelBytes();
    ByteBuffer rgb = ByteBuffer.allocate(3 * pixels);
    colours.toSrgb(layout, ByteBuffer.wrap(samples), pixels, rgb, 8);
    return rgb.array();
  }

  private static ByteBuffer neutral(RasterShape layout, int pixels) {
    ByteBuffer samples =
        ByteBuffer.allocate(pixels * layout.pixelBytes()).order(ByteOrder.nativeOrder());
    for (int i = 0; i < pixels; i++) {
      int value = RANDOM.nextInt(layout.maxSample() + 1);
      for (int c = 0; c < layout.channels(); c++) {
        int sample = c < layout.colours() ? value : RANDOM.nextInt(layout.maxSample() + 1);
        if (layout.bits() == 8) {
          samples.put((byte) sample);
        } else {
          samples.putShort((short) sample);
        }
      }
    }
    return samples.flip();
  }

  private static ByteBuffer copy(ByteBuffer samples) {
    ByteBuffer copy = ByteBuffer.allocate(samples.limit()).order(ByteOrder.nativeOrder());
    return copy.put(samples.duplicate()).flip();
  }

  private static void zeroColours(ByteBuffer samples, RasterShape layout) {
    int bytes = layout.bits() / 8;
    for (int i = 0; i < samples.capacity(); i++) {
      if (i / bytes % layout.channels() < layout.colours()) {
        samples.put(i, (byte) 0);
      }
    }
  }

  private static int sample(ByteBuffer samples, int index, int bits) {
    return bits == 8 ? samples.get(index) & 0xff : samples.getShort(2 * index) & 0xffff;
  }

  private static Block profile(int space) {
    return Block.of(ICC_Profile.getInstance(space).getData());
  }
}
