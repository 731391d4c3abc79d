package org.albumen.models.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PhotographWriterTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 500", "701, 3", "640, 480"})
  void pngIsLossless(int width, int height) throws Exception {
    // Given: noise, which the deflater cannot shrink
    Photograph noise = Photograph.black(width, height);
    byte[] samples = new byte[noise.rgb().capacity()];
    new Random(width).nextBytes(samples);
    noise.rgb().put(samples);

    // When
    PhotographWriter.write(noise, OutputFormat.PNG, folder.resolve("noise.png"));

    // Then
    assertThat(PhotographReader.read(folder.resolve("noise.png"), ReadLimits.DEFAULT))
        .isEqualTo(noise);
  }

  @Test
  void pngOfAPhotographIsLosslessAndSmall() throws Exception {
    // Given
    Photograph photograph = Pictures.read("astronaut.png");

    // When
    Path file = folder.resolve("astronaut.png");
    PhotographWriter.write(photograph, OutputFormat.PNG, file);

    // Then
    assertThat(PhotographReader.read(file, ReadLimits.DEFAULT)).isEqualTo(photograph);
    assertThat(Files.size(file)).isLessThan(photograph.pixels() * 2);
  }

  @Test
  void jpegKeepsFullChroma() throws Exception {
    // Given: red and green columns, which subsampled chroma would mix
    Photograph stripes = Photograph.black(64, 64);
    ByteBuffer rgb = stripes.rgb();
    for (int i = 0; i < 64 * 64; i++) {
      rgb.put(3 * i + i % 2, (byte) 180);
    }

    // When
    Path file = folder.resolve("stripes.jpg");
    PhotographWriter.write(stripes, OutputFormat.JPEG, file);

    // Then
    Photograph read = PhotographReader.read(file, ReadLimits.DEFAULT);
    assertThat(Pictures.rms(read, stripes)).isLessThan(8);
  }

  @ParameterizedTest
  @EnumSource(OutputFormat.class)
  void sameBytesEachTime(OutputFormat format) throws Exception {
    // Given
    Photograph photograph = Pictures.read("grace-hopper.jpg");
    Path first = Files.write(folder.resolve("a"), new byte[1_000_000]);
    Path second = folder.resolve("b");

    // When
    PhotographWriter.write(photograph, format, first);
    PhotographWriter.write(photograph, format, second);

    // Then
    assertThat(first).hasSameBinaryContentAs(second);
  }
}
