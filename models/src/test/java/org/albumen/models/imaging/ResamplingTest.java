package org.albumen.models.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.imaging.raster.RasterShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplingTest {
  @ParameterizedTest
  @CsvSource({
    "131, 97, 262, 194",
    "131, 97, 33, 25",
    "131, 97, 131, 97",
    "3, 2, 12, 8",
    "5, 90, 1, 17"
  })
  void rectanglesAreThoseOfTheWhole(int fromWidth, int fromHeight, int width, int height)
      throws Exception {
    // Given
    Master master = Masters.noise(new RasterShape(fromWidth, fromHeight, 2, 16), Metadata.NONE);
    float[] whole = new float[width * height * 2];
    Resampling.of(master.raster(), width, height).read(0, 0, width, height, whole);
    Resampling parts = Resampling.of(master.raster(), width, height);

    // When: in bands from the top, then a lone rectangle, then from the top again
    for (int[] part :
        new int[][] {
          {0, 0, width, height / 3},
          {0, height / 3, width, height - height / 3},
          {width / 2, height / 2, width - width / 2, height - height / 2},
          {0, 0, width, 1},
          {0, height - 1, width, 1}
        }) {
      float[] numbers = new float[part[2] * part[3] * 2];
      parts.read(part[0], part[1], part[2], part[3], numbers);

      // Then
      for (int y = 0; y < part[3]; y++) {
        int at = ((part[1] + y) * width + part[0]) * 2;
        assertThat(Arrays.copyOfRange(numbers, y * part[2] * 2, (y + 1) * part[2] * 2))
            .isEqualTo(Arrays.copyOfRange(whole, at, at + part[2] * 2));
      }
    }
  }

  @Test
  void deepSamplesKeepTheirDepth() throws Exception {
    // Given: the same picture in 8 and in 16 bits
    Photograph photograph = Pictures.crop(Pictures.read("astronaut.png"), 20, 30, 121, 87);
    byte[] eight = Masters.bytes(photograph);
    byte[] sixteen = new byte[2 * eight.length];
    for (int i = 0; i < eight.length; i++) {
      sixteen[2 * i] = eight[i];
      sixteen[2 * i + 1] = eight[i];
    }
    Master deep = Masters.of(new RasterShape(121, 87, 3, 16), sixteen, Metadata.NONE);
    Raster resized = RasterRoom.onHeap().create(new RasterShape(40, 29, 3, 16));

    // When
    Lanczos.resize(deep.raster(), resized);

    // Then: rounded to 8 bits it is the 8-bit one, but for what is rounded twice
    Master result = new Master(resized, Metadata.NONE, SourceFormat.TIFF, deep.notes());
    assertThat(Pictures.rms(result.photograph(), Lanczos.resize(photograph, 40, 29)))
        .isLessThan(0.1);
  }
}
