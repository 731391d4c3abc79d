package org.albumen.local.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreviewTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"5000,2500,1600,800", "2500,5000,800,1600", "300,200,300,200", "9000,1,1600,1"})
  void theLongSideIsBounded(int width, int height, int expectedWidth, int expectedHeight)
      throws IOException {
    // Given
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    // When
    Preview.write(picture, folder.resolve("p.jpg"));
    BufferedImage preview = ImageIO.read(folder.resolve("p.jpg").toFile());
    // Then
    assertThat(preview.getWidth()).isEqualTo(expectedWidth);
    assertThat(preview.getHeight()).isEqualTo(expectedHeight);
  }

  @ParameterizedTest
  @CsvSource({"10,64", "11,64", "5,64", "6,64"})
  void tonesStayAsTheyAre(int imageType, int level) throws IOException {
    // Given: byte gray, 16-bit gray, colour, colour with alpha
    BufferedImage picture = new BufferedImage(2000, 1000, imageType);
    if (picture.getRaster().getNumBands() == 1) {
      int value = imageType == BufferedImage.TYPE_USHORT_GRAY ? level * 257 : level;
      for (int y = 0; y < picture.getHeight(); y++) {
        for (int x = 0; x < picture.getWidth(); x++) {
          picture.getRaster().setSample(x, y, 0, value);
        }
      }
    } else {
      Graphics2D canvas = picture.createGraphics();
      canvas.setColor(new Color(level, level, level));
      canvas.fillRect(0, 0, picture.getWidth(), picture.getHeight());
      canvas.dispose();
    }
    // When
    Preview.write(picture, folder.resolve("p.jpg"));
    BufferedImage preview = ImageIO.read(folder.resolve("p.jpg").toFile());
    // Then
    assertThat(preview.getRaster().getSample(800, 400, 0)).isCloseTo(level, Offset.offset(2));
  }
}
