package org.albumen.models.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.albumen.models.catalogue.CacheFolder;
import org.albumen.models.catalogue.Catalogue;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.catalogue.NetworkIdentity;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.imaging.Lanczos;
import org.albumen.models.imaging.Masters;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.imaging.Pictures;
import org.albumen.models.imaging.raster.RasterRoom;
import org.albumen.models.tile.Progress;
import org.albumen.models.tile.TileSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The published weights, from photograph to photograph. */
class RestorersIT {
  private static final PhotoOptions OPTIONS =
      new PhotoOptions(
          Optional.of("realesrgan-x2plus"), 2, 128, "retinaface-mnet025", 0.8, OptionalInt.empty());

  private static ModelStore store;
  private static Restorers restorers;

  @BeforeAll
  static void pull() throws Exception {
    store = ModelStore.open(CacheFolder.standard(), Catalogue.standard());
    store.pull(OPTIONS.upscaler().orElseThrow(), line -> {});
    store.pull(OPTIONS.detector(), line -> {});
    restorers = new Restorers(store, () -> TorchEngine.create(2), new TileSettings(128, 16, 2));
  }

  @AfterAll
  static void close() {
    restorers.close();
  }

  @Test
  void restoresFaithfullyAndSharper() throws Exception {
    // Given: the astronaut's face, 96x96
    Photograph face = Pictures.crop(Pictures.read("astronaut.png"), 86, 44, 96, 96);

    // When
    Restoration restoration = restored(face);

    // Then: brought back to its size it is the input, and it holds more detail than resampling
    // gives
    Photograph result = restoration.result().photograph();
    Photograph resampled = Lanczos.resize(face, 192, 192);
    assertThat(result.width()).isEqualTo(192);
    assertThat(result.height()).isEqualTo(192);
    assertThat(restoration.faces()).hasSize(1);
    assertThat(restoration.consistency().psnr()).isGreaterThan(30);
    assertThat(restoration.consistency().ssim()).isGreaterThan(0.98);
    assertThat(psnr(Lanczos.resize(result, 96, 96), face)).isGreaterThan(25);
    assertThat(sharpness(result)).isGreaterThan(1.2 * sharpness(resampled));
  }

  @Test
  void sameBytesInOneThreadAndInTwo() throws Exception {
    // Given: six tiles
    Photograph part = Pictures.crop(Pictures.read("nagasaki-boats-1865.jpg"), 200, 200, 110, 90);
    PhotoOptions tiles =
        new PhotoOptions(OPTIONS.upscaler(), 2, 64, OPTIONS.detector(), 0.8, OptionalInt.empty());
    byte[] alone;
    try (Restorers single =
        new Restorers(store, () -> TorchEngine.create(1), new TileSettings(64, 16, 1))) {
      alone = restored(single, tiles, part);
    }

    // When
    List<byte[]> beside =
        List.of(1, 2).parallelStream().map(i -> quietly(restorers, tiles, part)).toList();

    // Then
    assertThat(beside).allSatisfy(samples -> assertThat(samples).isEqualTo(alone));
  }

  @Test
  void namesNetworksWithoutStartingTheEngine() throws Exception {
    // Given
    try (Restorers idle =
        new Restorers(
            store,
            () -> {
              throw new AssertionError("the engine was started");
            },
            TileSettings.DEFAULT)) {
      // When
      List<NetworkIdentity> networks = idle.networks(OPTIONS);

      // Then
      assertThat(networks)
          .extracting(NetworkIdentity::name)
          .containsExactly("realesrgan-x2plus", OPTIONS.detector());
    }
  }

  @Test
  void refusesUnknownNetworks() {
    // Given
    PhotoOptions unknown =
        new PhotoOptions(
            Optional.of("no-such-network"), 2, 128, OPTIONS.detector(), 0.8, OptionalInt.empty());

    // Then
    assertThatThrownBy(() -> restorers.restorer(unknown))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.problem()).isEqualTo(ModelProblem.UNKNOWN_MODEL));
  }

  private static byte[] quietly(Restorers by, PhotoOptions options, Photograph photograph) {
    try {
      return restored(by, options, photograph);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] restored(Restorers by, PhotoOptions options, Photograph photograph)
      throws Exception {
    return Masters.bytes(
        by.restorer(options)
            .restore(Masters.of(photograph), RasterRoom.onHeap(), Progress.NONE)
            .result()
            .raster());
  }

  private static Restoration restored(Photograph photograph) throws Exception {
    return restorers
        .restorer(OPTIONS)
        .restore(Masters.of(photograph), RasterRoom.onHeap(), Progress.NONE);
  }

  private static double psnr(Photograph a, Photograph b) {
    return 20 * Math.log10(255 / Pictures.rms(a, b));
  }

  /** Mean absolute response of the Laplacian on green: what edges and texture contribute. */
  private static double sharpness(Photograph photograph) {
    ByteBuffer rgb = photograph.rgb();
    int width = photograph.width();
    long sum = 0;
    for (int y = 1; y < photograph.height() - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        int at = (y * width + x) * 3 + 1;
        int around =
            (rgb.get(at - 3) & 0xff)
                + (rgb.get(at + 3) & 0xff)
                + (rgb.get(at - 3 * width) & 0xff)
                + (rgb.get(at + 3 * width) & 0xff);
        sum += Math.abs(4 * (rgb.get(at) & 0xff) - around);
      }
    }
    return (double) sum / photograph.pixels();
  }
}
