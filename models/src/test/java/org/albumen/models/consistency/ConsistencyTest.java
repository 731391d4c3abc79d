package org.albumen.models.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.List;
import org.albumen.models.imaging.Lanczos;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.imaging.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsistencyTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 40", "7, 5", "120, 90"})
  void theSameIsTheSame(int width, int height) throws Exception {
    // Given
    Photograph photograph = Pictures.crop(Pictures.read("astronaut.png"), 100, 50, width, height);

    // When
    Consistency consistency =
        Consistency.of(photograph, photograph, List.of(new Part(0, 0, width, 1)));

    // Then
    assertThat(consistency.whole().psnr()).isInfinite();
    assertThat(consistency.whole().ssim()).isCloseTo(1, within(1e-12));
    assertThat(consistency.parts()).containsExactly(consistency.whole());
  }

  @Test
  void measuresALighterPart() throws Exception {
    // Given: the lower half is 10 levels lighter
    Photograph original = gray(80, 80);
    Photograph result = gray(80, 80);
    for (int i = 80 * 40 * 3; i < 80 * 80 * 3; i++) {
      result.rgb().put(i, (byte) (result.rgb().get(i) + 10));
    }

    // When
    Consistency consistency =
        Consistency.of(result, original, List.of(new Part(0, 0, 80, 40), new Part(10, 45, 20, 20)));

    // Then
    assertThat(consistency.parts().get(0).psnr()).isInfinite();
    assertThat(consistency.parts().get(1).psnr()).isCloseTo(20 * Math.log10(25.5), within(1e-9));
    assertThat(consistency.whole().psnr())
        .isCloseTo(20 * Math.log10(25.5) + 10 * Math.log10(2), within(1e-9));
  }

  @Test
  void doesNotMindDetail() throws Exception {
    // Given: a board of light and dark pixels in place of gray
    Photograph original = gray(64, 64);
    Photograph result = gray(64, 64);
    for (int i = 0; i < 64 * 64 * 3; i++) {
      int pixel = i / 3;
      int up = (pixel % 64 + pixel / 64) % 2 == 0 ? 30 : -30;
      result.rgb().put(i, (byte) (result.rgb().get(i) + up));
    }

    // When
    Score score = Consistency.of(result, original, List.of()).whole();

    // Then
    assertThat(score.psnr()).isInfinite();
    assertThat(score.ssim()).isCloseTo(1, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"2", "4"})
  void anEnlargedPhotographAgreesAndAnotherDoesNot(int scale) throws Exception {
    // Given
    Photograph original = Pictures.crop(Pictures.read("astronaut.png"), 60, 20, 122, 101);
    Photograph other = Pictures.crop(Pictures.read("astronaut.png"), 72, 20, 122, 101);

    // When
    Score same = score(original, original, scale);
    Score moved = score(other, original, scale);

    // Then
    assertThat(same.psnr()).isGreaterThan(45);
    assertThat(same.ssim()).isGreaterThan(0.999);
    assertThat(moved.psnr()).isLessThan(25);
    assertThat(moved.ssim()).isLessThan(0.9);
  }

  private static Score score(Photograph of, Photograph original, int scale) throws Exception {
    Photograph enlarged = Lanczos.resize(of, of.width() * scale, of.height() * scale);
    return Consistency.of(enlarged, original, List.of()).whole();
  }

  @Test
  void similarityIsThatOfThePaper() throws Exception {
    // Given: two images of squares; the formula written out at one place, its window whole
    int side = 19;
    float[][] a = rows(Pictures.read("astronaut.png"), side);
    float[][] b = rows(Pictures.read("grace-hopper.jpg"), side);
    double[] sums = new double[6];
    for (int v = -5; v <= 5; v++) {
      for (int u = -5; u <= 5; u++) {
        double weight = Math.exp(-(u * u + v * v) / (2 * 1.5 * 1.5));
        double left = a[9 + v][8 + u];
        double right = b[9 + v][8 + u];
        double[] terms = {1, left, right, left * left, right * right, left * right};
        for (int i = 0; i < 6; i++) {
          sums[i] += weight * terms[i];
        }
      }
    }
    double meanA = sums[1] / sums[0];
    double meanB = sums[2] / sums[0];
    double expected =
        (2 * meanA * meanB + 6.5025)
            * (2 * (sums[5] / sums[0] - meanA * meanB) + 58.5225)
            / ((meanA * meanA + meanB * meanB + 6.5025)
                * (sums[3] / sums[0]
                    - meanA * meanA
                    + sums[4] / sums[0]
                    - meanB * meanB
                    + 58.5225));
    double[][] map = new double[side][];

    // When
    Similarity similarity = new Similarity(side, side, (y, row) -> map[y] = row);
    for (int y = 0; y < side; y++) {
      similarity.add(a[y], b[y]);
    }

    // Then
    assertThat(map[9][8]).isCloseTo(expected, within(1e-9));
    assertThat(map[side - 1]).hasSize(side);
  }

  private static float[][] rows(Photograph photograph, int side) {
    float[][] rows = new float[side][side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        rows[y][x] = photograph.rgb().get(((90 + y) * photograph.width() + 110 + x) * 3) & 0xff;
      }
    }
    return rows;
  }

  private static Photograph gray(int width, int height) {
    Photograph gray = Photograph.black(width, height);
    ByteBuffer rgb = gray.rgb();
    while (rgb.hasRemaining()) {
      rgb.put((byte) 100);
    }
    return gray;
  }
}
