package org.albumen.models.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class LanczosTest {
  @Test
  void leavesShortSidesAlone() throws Exception {
    // Given
    Photograph photograph = Pictures.read("grace-hopper.jpg");

    // Then
    assertThat(Lanczos.downscale(photograph, 280)).isSameAs(photograph);
  }

  @Test
  void keepsProportions() throws Exception {
    // When
    Photograph scaled = Lanczos.downscale(Pictures.group(), 248);

    // Then
    assertThat(scaled.width()).isEqualTo(248);
    assertThat(scaled.height()).isEqualTo(108);
  }

  @Test
  void keepsFlatAreasFlat() {
    // Given
    Photograph flat = Photograph.black(97, 61);
    ByteBuffer rgb = flat.rgb();
    while (rgb.hasRemaining()) {
      rgb.put((byte) 201);
    }

    // When
    ByteBuffer scaled = Lanczos.resize(flat, 40, 133).rgb();

    // Then
    while (scaled.hasRemaining()) {
      assertThat(scaled.get()).isEqualTo((byte) 201);
    }
  }

  @Test
  void doesNotAlias() {
    // Given: a chequerboard finer than the result can show
    Photograph board = Photograph.black(300, 300);
    ByteBuffer rgb = board.rgb();
    for (int i = 0; i < 90_000; i++) {
      byte value = (byte) ((i + i / 300) % 2 * 255);
      rgb.put(value).put(value).put(value);
    }

    // When
    Photograph scaled = Lanczos.resize(board, 70, 70);

    // Then: away from the border all is the mean
    for (int y = 4; y < 66; y++) {
      for (int x = 4; x < 66; x++) {
        assertThat(Pictures.pixel(scaled, x, y)[0]).isBetween(124, 131);
      }
    }
  }

  @Test
  void upAndDownAgainIsNearlyTheSame() throws Exception {
    // Given
    Photograph photograph = Pictures.read("astronaut.png");

    // When
    Photograph again = Lanczos.resize(Lanczos.resize(photograph, 640, 640), 320, 320);

    // Then
    assertThat(Pictures.rms(again, photograph)).isLessThan(2.5);
  }
}
