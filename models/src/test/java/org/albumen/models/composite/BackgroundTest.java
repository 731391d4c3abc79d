package org.albumen.models.composite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.albumen.models.imaging.Lanczos;
import org.albumen.models.imaging.Master;
import org.albumen.models.imaging.Masters;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.imaging.Pictures;
import org.albumen.models.imaging.metadata.Metadata;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.imaging.raster.RasterShape;
import org.albumen.models.tile.EnlargingNetwork;
import org.albumen.models.tile.Progress;
import org.albumen.models.tile.TileSettings;
import org.albumen.models.tile.TiledNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackgroundTest {
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @CsvSource({"2, 1, 8", "2, 3, 16", "4, 4, 16", "1, 2, 8"})
  void whatTheNetworkOnlyEnlargesComesBackAsItWas(int networkScale, int channels, int bits)
      throws Exception {
    // Given: each pixel is repeated
    Master original = Masters.noise(new RasterShape(301, 227, channels, bits), Metadata.NONE);

    // When
    Raster result = made(original, network(networkScale), 1);

    // Then
    assertThat(Masters.bytes(result)).isEqualTo(Masters.bytes(original.raster()));
  }

  @Test
  void enlargesTheAnswerFurther() throws Exception {
    // Given
    Photograph photograph = Pictures.crop(Pictures.read("astronaut.png"), 11, 3, 201, 127);

    // When
    Raster result = made(Masters.of(photograph), network(2), 4);

    // Then
    Photograph answer = network(2).apply(photograph, Progress.NONE);
    assertThat(Masters.bytes(result)).isEqualTo(Masters.bytes(Lanczos.resize(answer, 804, 508)));
  }

  @ParameterizedTest
  @CsvSource({"1, 3, 16", "2, 3, 8", "4, 1, 16"})
  void withoutANetworkIsTheOriginalEnlarged(int scale, int channels, int bits) throws Exception {
    // Given
    Master original = Masters.noise(new RasterShape(31, 17, channels, bits), Metadata.NONE);
    RasterShape shape = new RasterShape(31 * scale, 17 * scale, channels, bits);
    Raster result = RasterRoom.onHeap().create(shape);
    Raster expected = RasterRoom.onHeap().create(shape);
    Lanczos.resize(original.raster(), expected);

    // When
    Background.byOriginal(original, scale, new Compositor(original, List.of(), result, null));

    // Then
    assertThat(Masters.bytes(result)).isEqualTo(Masters.bytes(expected));
  }

  private TiledNetwork network(int scale) {
    return new TiledNetwork(
        new EnlargingNetwork(scale, 2, 0, 1 << 30), new TileSettings(64, 16, 2), threads);
  }

  private static Raster made(Master original, TiledNetwork network, int scale) throws Exception {
    RasterShape from = original.shape();
    Raster result =
        RasterRoom.onHeap()
            .create(
                new RasterShape(
                    from.width() * scale, from.height() * scale, from.channels(), from.bits()));
    Compositor compositor = new Compositor(original, List.of(), result, null);
    Background.byNetwork(network, original, scale, compositor, RasterRoom.onHeap(), Progress.NONE);
    compositor.finish();
    return result;
  }
}
