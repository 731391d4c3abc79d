package org.albumen.models.face.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.face.Face;
import org.albumen.models.face.ImportedModels;
import org.albumen.models.face.Landmark;
import org.albumen.models.face.align.Alignment;
import org.albumen.models.face.align.FacexlibCase;
import org.albumen.models.face.align.Template;
import org.albumen.models.face.paste.FacePatch;
import org.albumen.models.face.paste.PasteBack;
import org.albumen.models.face.paste.PatchPixels;
import org.albumen.models.face.restore.FaceSelection.Which;
import org.albumen.models.face.warp.Area;
import org.albumen.models.face.warp.Pixels;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.failure.RestorationProblem;
import org.albumen.models.imaging.PartedPhotograph;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;
import org.albumen.models.torchscript.Storage;
import org.albumen.models.torchscript.TorchScriptArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaceRestorerTest {
  private static final String ORACLE = "facexlib-restore/case-b-up2-square";
  private static final FaceSelection ALL = new FaceSelection(Which.ALL, 0.8, 5, 100);

  @TempDir private static Path folder;
  private static TorchEngine engine;
  private static ModelStore store;

  @BeforeAll
  static void start() {
    engine = TorchEngine.create(2);
    store = ImportedModels.store(folder);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @ParameterizedTest
  @CsvSource({
    "gfpgan-clean, gfpgan-clean, tiny-gfpgan-clean-a",
    "gfpgan-v1, gfpgan-v1, tiny-gfpgan-v1-a",
    "gpen, gpen, tiny-gpen-a",
    "lip-spade, hifacegan, tiny-lipspade-a"
  })
  void everyFaceNetworkOfTheCatalogueChangesTheFacesAndNothingElse(
      String kind, String where, String name) throws Exception {
    // Given
    Photograph photograph = photograph();
    ImportedModels.add(store, kind, where, name);
    try (FaceNetwork network = FaceNetwork.load(store, engine, name)) {
      FaceRestorer restorer = new FaceRestorer(network, null, engine.executor(), 2);

      // When
      List<FaceResult> results = restorer.restore(photograph, faces(), ALL, 0, 1);

      // Then: the same again, and what the network says to each crop stands where its mask is 1.
      assertThat(results).extracting(r -> r.outcome().word()).containsOnly("restored").hasSize(2);
      Photograph pasted = PasteBack.onto(photograph, patches(results));
      Photograph again =
          PasteBack.onto(photograph, patches(restorer.restore(photograph, faces(), ALL, 0, 1)));
      assertThat(again.rgb()).isEqualTo(pasted.rgb());
      requireUntouchedBeyond(results, photograph, pasted);
      Alignment alignment = Alignment.of(faces().get(0), network.template()).orElseThrow();
      Photograph restored = network.restore(alignment.crop(photograph));
      FacePatch expected = FacePatch.of(restored, alignment, null, 1, Area.of(320, 240));
      Area all = expected.bounds();
      assertThat(patches(results).get(0).render(all).rgb()).isEqualTo(expected.render(all).rgb());
    }
  }

  @Test
  void fidelityOneGivesTheOriginalBackAndOneHalfTheMiddle() throws Exception {
    // Given
    Photograph crop = FacexlibCase.image(ORACLE + "-crop0.png");
    Photograph seen = Pixels.resized(crop, 64, 64);
    String name = ImportedModels.add(store, "gfpgan-clean", "gfpgan-clean", "tiny-gfpgan-clean-a");
    try (FaceNetwork network = FaceNetwork.load(store, engine, name)) {
      FaceRestorer restorer = new FaceRestorer(network, null, engine.executor(), 1);

      // When
      Photograph none = restorer.restoreAligned(crop, 0);
      Photograph half = restorer.restoreAligned(crop, 0.5);
      Photograph full = restorer.restoreAligned(crop, 1);

      // Then
      assertThat(full.rgb()).isEqualTo(seen.rgb());
      assertThat(none.rgb()).isNotEqualTo(seen.rgb());
      for (int i = 0; i < half.rgb().capacity(); i++) {
        double middle = ((none.rgb().get(i) & 0xff) + (seen.rgb().get(i) & 0xff)) / 2.0;
        assertThat(half.rgb().get(i) & 0xff).isCloseTo((int) Math.round(middle), within(0));
      }
    }
  }

  @Test
  void aParserDecidesWhatIsPasted() throws Exception {
    // Given
    String name = ImportedModels.add(store, "gpen", "gpen", "tiny-gpen-b");
    String parsing = ImportedModels.add(store, "parsenet", "facexlib-parsing", "tiny-parsenet-a");
    try (FaceNetwork network = FaceNetwork.load(store, engine, name);
        FaceParser parser = FaceParser.load(store, engine, parsing)) {
      FaceRestorer square = new FaceRestorer(network, null, engine.executor(), 2);
      FaceRestorer parsed = new FaceRestorer(network, parser, engine.executor(), 2);

      // When
      FacePatch one = patches(square.restore(photograph(), faces(), ALL, 0, 2)).get(0);
      FacePatch other = patches(parsed.restore(photograph(), faces(), ALL, 0, 2)).get(0);

      // Then: the same face, another mask.
      PatchPixels first = one.render(one.bounds());
      PatchPixels second = other.render(other.bounds());
      assertThat(second.rgb()).isEqualTo(first.rgb());
      assertThat(second.mask()).isNotEqualTo(first.mask());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'torch.div(x, torch.zeros_like(x))', not finite",
    "torch.zeros_like(x), single colour",
    "'torch.sub(torch.mul(x, 0.001), 3.)', single colour"
  })
  void noNumbersConstantAndBlackAnswersAreFailuresOfThatFace(String answer, String message)
      throws Exception {
    // Given
    try (FaceNetwork network = network(answer)) {
      FaceRestorer restorer = new FaceRestorer(network, null, engine.executor(), 2);

      // When
      List<FaceResult> results = restorer.restore(photograph(), faces(), ALL, 0, 1);

      // Then
      assertThat(results).hasSize(2);
      for (FaceResult result : results) {
        assertThat(result.patch()).isEmpty();
        assertThat(result.outcome()).isInstanceOf(FaceOutcome.Failed.class);
        FaceOutcome.Failed failed = (FaceOutcome.Failed) result.outcome();
        assertThat(failed.problem()).isEqualTo(RestorationProblem.INVALID_OUTPUT);
        assertThat(failed.message()).contains(message);
      }
      assertThatThrownBy(() -> restorer.restoreAligned(photograph(), 0))
          .isInstanceOf(RestorationException.class);
    }
  }

  @Test
  void oneFaceThatFailsDoesNotKeepTheOthersFromBeingRestored() throws Exception {
    // Given: eyes apart, so large enough, but landmarks that are no numbers.
    Landmark none = new Landmark(Double.NaN, Double.NaN);
    Face broken = new Face(0, 0, 9, 9, 1, Collections.nCopies(5, none));
    List<Face> faces = new ArrayList<>(faces());
    faces.add(1, broken);
    try (FaceNetwork network = network("torch.neg(x)")) {
      FaceRestorer restorer = new FaceRestorer(network, null, engine.executor(), 1);

      // When
      List<FaceResult> results = restorer.restore(photograph(), faces, ALL, 0, 1);

      // Then
      assertThat(results)
          .extracting(r -> r.outcome().word())
          .containsExactly("restored", "failed", "restored");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void fidelityBeyondItsRangeIsRefused(double fidelity) throws Exception {
    try (FaceNetwork network = network("torch.neg(x)")) {
      FaceRestorer restorer = new FaceRestorer(network, null, engine.executor(), 1);

      assertThatThrownBy(() -> restorer.restoreAligned(photograph(), fidelity))
          .hasMessageContaining("fidelity must be 0 to 1");
    }
  }

  @Test
  void anInterruptedThreadStops() throws Exception {
    try (FaceNetwork network = network("torch.neg(x)")) {
      FaceRestorer restorer = new FaceRestorer(network, null, engine.executor(), 1);
      PartedPhotograph photograph = photograph();
      List<Face> faces = faces();
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> restorer.restore(photograph, faces, ALL, 0, 1))
          .isInstanceOf(InterruptedException.class);
    }
  }

  /** A network of one line. */
  private static FaceNetwork network(String answer) throws Exception {
    ScriptModule module =
        ScriptModule.of(
                new ScriptClass(
                    "Line",
                    "  def forward(self: __torch__.Line, x: Tensor) -> Tensor:\n    return "
                        + answer
                        + "\n"))
            .build();
    Path archive = folder.resolve("line-" + Integer.toHexString(answer.hashCode()) + ".pt");
    TorchScriptArchive.write(archive, module, key -> new float[0], new Storage(false, false));
    return new FaceNetwork(
        new FaceProgram(engine.program(archive)),
        new FaceContract(Template.ffhq(64), true, false, true));
  }

  private static void requireUntouchedBeyond(
      List<FaceResult> results, Photograph before, Photograph after) {
    List<FacePatch> patches = patches(results);
    int changed = 0;
    for (int i = 0; i < before.rgb().capacity(); i++) {
      Area pixel = new Area(i / 3 % before.width(), i / 3 / before.width(), 1, 1);
      boolean face = patches.stream().anyMatch(p -> !p.bounds().within(pixel).isEmpty());
      boolean same = before.rgb().get(i) == after.rgb().get(i);
      assertThat(same || face).isTrue();
      changed += same ? 0 : 1;
    }
    assertThat(changed).isGreaterThan(10_000);
  }

  private static List<FacePatch> patches(List<FaceResult> results) {
    return results.stream().map(result -> result.patch().orElseThrow()).toList();
  }

  private static Photograph photograph() throws Exception {
    return FacexlibCase.image(ORACLE + "-photo.png");
  }

  private static List<Face> faces() throws Exception {
    List<Face> faces = new ArrayList<>();
    FacexlibCase.json(ORACLE + ".json")
        .get("faces")
        .forEach(face -> faces.add(FacexlibCase.face(face.get("landmarks"))));
    return faces;
  }
}
