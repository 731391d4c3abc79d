package org.albumen.models.composite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.failure.RestorationProblem;
import org.albumen.models.imaging.Lanczos;
import org.albumen.models.imaging.Master;
import org.albumen.models.imaging.Masters;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.imaging.Pictures;
import org.albumen.models.imaging.metadata.Block;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.imaging.raster.RasterShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompositorTest {
  private static final Metadata LINEAR =
      Metadata.NONE.withProfile(
          Optional.of(Block.of(ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData())));

  @ParameterizedTest
  @CsvSource({"1, 8", "2, 8", "3, 8", "4, 8", "1, 16", "2, 16", "3, 16", "4, 16"})
  void keepsEverySampleOutsideTheMask(int channels, int bits) throws Exception {
    // Given
    RasterShape shape = new RasterShape(37, 29, channels, bits);
    Master original = Masters.noise(shape, Metadata.NONE);
    Patch patch = Patch.of(10, 5, filled(12 * 9, 0.7f), noise(12, 9));

    // When
    Made made = make(original, 1, List.of(patch));

    // Then
    byte[] before = Masters.bytes(original.raster());
    byte[] after = Masters.bytes(made.result());
    int size = shape.pixelBytes();
    int changed = 0;
    for (int y = 0; y < 29; y++) {
      for (int x = 0; x < 37; x++) {
        int at = (y * 37 + x) * size;
        boolean within = x >= 10 && x < 22 && y >= 5 && y < 14;
        boolean same = Arrays.equals(before, at, at + size, after, at, at + size);
        assertThat(same || within).isTrue();
        changed += same ? 0 : 1;
        assertThat(made.mask()[y * 37 + x] & 0xff).isEqualTo(within ? 179 : 0);
        if (shape.hasAlpha()) {
          int alpha = at + size - bits / 8;
          assertThat(Arrays.copyOfRange(after, alpha, at + size))
              .isEqualTo(Arrays.copyOfRange(before, alpha, at + size));
        }
      }
    }
    assertThat(changed).isGreaterThan(80);
    assertThat(made.alteration().changed()).isEqualTo(changed);
    assertThat(made.alteration().coverage()).isEqualTo(changed / (37.0 * 29));
  }

  @Test
  void keepsEverySampleOfAProfileWhereNothingChanges() throws Exception {
    // Given: colours that sRGB does not have would not come back from it
    Master original = Masters.noise(new RasterShape(40, 30, 3, 16), LINEAR);
    Photograph same = original.photograph();

    // When
    Made made = make(original, 1, List.of(), Answer.of(0, same, 1));

    // Then
    assertThat(Masters.bytes(made.result())).isEqualTo(Masters.bytes(original.raster()));
    assertThat(made.alteration().changed()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16})
  void bringsTheChangeToTheProfile(int bits) throws Exception {
    // Given
    Photograph before = Pictures.crop(Pictures.read("astronaut.png"), 80, 40, 60, 50);
    Photograph after = Pictures.crop(Pictures.read("astronaut.png"), 84, 42, 60, 50);
    RasterShape shape = new RasterShape(60, 50, 3, bits);
    Master original = Masters.noise(shape, LINEAR);
    ByteBuffer samples = ByteBuffer.allocate((int) shape.bytes());
    original.colours().fromSrgb(before.rgb(), 8, 3000, shape, samples);
    original.raster().write(0, 0, 60, 50, samples.flip());

    // When
    Made made = make(original, 1, List.of(), Answer.of(0, after, 1));

    // Then: seen through the profile the result is the answer, as near as 8 linear bits allow
    Master result = new Master(made.result(), LINEAR, original.format(), List.of());
    assertThat(Pictures.rms(result.photograph(), after)).isLessThan(bits == 8 ? 4 : 0.6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void isTheAnswerWhereTheOriginalIsEightBitSrgb(int scale) throws Exception {
    // Given
    Master original = Masters.noise(new RasterShape(23, 17, 3, 8), Metadata.NONE);
    Photograph answer = noise(23 * scale, 17 * scale);

    // When
    Made made = make(original, scale, List.of(), Answer.of(0, answer, 1));

    // Then
    assertThat(Masters.bytes(made.result())).isEqualTo(Masters.bytes(answer));
    assertThat(made.mask()).containsOnly(255);
  }

  @Test
  void addsToTheDeepSamples() throws Exception {
    // Given: a gray ramp of 16 bits, and an answer that is 10 levels lighter
    RasterShape shape = new RasterShape(200, 3, 1, 16);
    ByteBuffer ramp = ByteBuffer.allocate(1200).order(ByteOrder.nativeOrder());
    for (int i = 0; i < 600; i++) {
      ramp.putShort((short) (1000 + 100 * i));
    }
    Master original = Masters.of(shape, ramp.array(), Metadata.NONE);
    Photograph lighter = original.photograph();
    ByteBuffer rgb = lighter.rgb();
    for (int i = 0; i < rgb.capacity(); i++) {
      rgb.put(i, (byte) Math.min(255, (rgb.get(i) & 0xff) + 10));
    }

    // When
    ByteBuffer after =
        ByteBuffer.wrap(
                Masters.bytes(make(original, 1, List.of(), Answer.of(0, lighter, 1)).result()))
            .order(ByteOrder.nativeOrder());

    // Then: the bits below the eight that the network saw are as they were
    for (int i = 0; i < 600; i++) {
      assertThat(after.getShort() & 0xffff).isEqualTo(1000 + 100 * i + 2570);
    }
  }

  @Test
  void enlargesOpacityAndLeavesItAlone() throws Exception {
    // Given
    Master original = Masters.noise(new RasterShape(20, 16, 4, 8), Metadata.NONE);
    byte[] from = Masters.bytes(original.raster());
    Photograph opacity = Photograph.black(20, 16);
    ByteBuffer rgb = opacity.rgb();
    for (int i = 0; i < 320; i++) {
      rgb.put(3 * i, from[4 * i + 3]);
    }
    ByteBuffer enlarged = Lanczos.resize(opacity, 40, 32).rgb();

    // When
    byte[] after =
        Masters.bytes(make(original, 2, List.of(), Answer.of(0, noise(40, 32), 1)).result());

    // Then
    for (int i = 0; i < 40 * 32; i++) {
      assertThat(after[4 * i + 3]).isEqualTo(enlarged.get(3 * i));
    }
  }

  @Test
  void doesNotDependOnHowRowsAreGiven() throws Exception {
    // Given
    Master original = Masters.noise(new RasterShape(20, 16, 3, 16), Metadata.NONE);
    Photograph answer = noise(40, 32);
    Patch patch = Patch.of(3, 4, filled(300, 0.5f), noise(20, 15));
    Raster result = RasterRoom.onHeap().create(new RasterShape(40, 32, 3, 16));
    Compositor compositor = new Compositor(original, List.of(patch), result, null);

    // When
    for (int y = 0; y < 32; y += 2) {
      compositor.rows(y, 2, Answer.of(y, answer.view(0, y, 40, 2), 1));
    }

    // Then
    assertThat(Masters.bytes(result))
        .isEqualTo(
            Masters.bytes(make(original, 2, List.of(patch), Answer.of(0, answer, 1)).result()));
  }

  @Test
  void patchesAreLaidOneOverTheOther() throws Exception {
    // Given
    Master original = Masters.of(Photograph.black(4, 4));
    Photograph gray = Photograph.black(4, 4);
    for (int i = 0; i < 48; i++) {
      gray.rgb().put(i, (byte) 200);
    }
    Patch patch = Patch.of(0, 0, filled(16, 1), gray);

    // When
    Made made = make(original, 1, List.of(patch.faded(0.5f), patch.faded(0.5f)));

    // Then
    assertThat(Masters.bytes(made.result())).containsOnly(150);
    assertThat(made.mask()).containsOnly(192);
  }

  @Test
  void refusesAnAnswerOfOneColour() throws Exception {
    // Given: deep samples keep their own last bits, and the answer is none all the same
    Master original = Masters.noise(new RasterShape(20, 16, 3, 16), Metadata.NONE);

    // Then
    assertThatThrownBy(
            () -> make(original, 1, List.of(), Answer.of(0, Photograph.black(20, 16), 1)))
        .isInstanceOfSatisfying(
            RestorationException.class,
            e -> assertThat(e.problem()).isEqualTo(RestorationProblem.INVALID_OUTPUT));
  }

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Made(Raster result, byte[] mask, Alteration alteration) {}

  private static Made make(Master original, int scale, List<Patch> patches, Answer... background)
      throws Exception {
    RasterShape from = original.shape();
    int width = from.width() * scale;
    int height = from.height() * scale;
    Raster result =
        RasterRoom.onHeap().create(new RasterShape(width, height, from.channels(), from.bits()));
    Raster mask = RasterRoom.onHeap().create(new RasterShape(width, height, 1, 8));
    Compositor compositor = new Compositor(original, patches, result, mask);
    if (background.length == 0) {
      compositor.rows(0, height);
    } else {
      compositor.rows(0, height, background[0]);
    }
    return new Made(result, Masters.bytes(mask), compositor.finish());
  }

  private static float[] filled(int count, float share) {
    float[] mask = new float[count];
    Arrays.fill(mask, share);
    return mask;
  }

  private static Photograph noise(int width, int height) {
    Photograph noise = Photograph.black(width, height);
    byte[] samples = new byte[noise.rgb().capacity()];
    new Random(width).nextBytes(samples);
    noise.rgb().put(samples);
    return noise;
  }
}
