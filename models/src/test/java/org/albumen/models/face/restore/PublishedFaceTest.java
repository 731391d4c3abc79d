package org.albumen.models.face.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.face.Face;
import org.albumen.models.face.align.FacexlibCase;
import org.albumen.models.face.align.Template;
import org.albumen.models.face.paste.PasteBack;
import org.albumen.models.face.restore.FaceSelection.Which;
import org.albumen.models.imaging.PartedPhotograph;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.network.stylegan2.GfpganClean;
import org.albumen.models.oracle.OracleCase;
import org.albumen.models.torchscript.Storage;
import org.albumen.models.torchscript.TorchScriptArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** GFPGAN 1.4 of published size, its weights by formula, in the form in which it answers. */
@EnabledIfSystemProperty(named = "albumen.full", matches = "true")
class PublishedFaceTest {
  private static final Logger LOG = LoggerFactory.getLogger(PublishedFaceTest.class);
  private static final String ORACLE = "facexlib-restore/case-a-up1-square";

  @TempDir private Path folder;

  @Test
  void restoresAFaceAndTheSameAgain() throws Exception {
    // Given
    OracleCase oracle = OracleCase.of("gfpgan-clean", "full-gfpgan-v1.4");
    Path archive = folder.resolve("gfpgan.pt");
    TorchScriptArchive.write(
        archive,
        GfpganClean.of(oracle.config()).execution().module(),
        oracle.formulaWeights(key -> new float[0]),
        new Storage(false, true));
    Photograph photograph = FacexlibCase.image(ORACLE + "-photo.png");
    JsonNode landmarks = FacexlibCase.json(ORACLE + ".json").at("/faces/0/landmarks");
    List<Face> faces = List.of(FacexlibCase.face(landmarks));
    FaceSelection all = new FaceSelection(Which.ALL, 0.8, 5, 9);
    TorchEngine engine = TorchEngine.create(1);
    try (FaceProgram program = new FaceProgram(engine.program(archive))) {
      FaceContract contract = new FaceContract(Template.ffhq(512), true, false, true);
      FaceNetwork network = new FaceNetwork(program, contract);
      FaceRestorer restorer = new FaceRestorer(network, null, engine.executor(), 1);

      // When
      PartedPhotograph parts = photograph;
      long start = System.nanoTime();
      FaceResult first = restorer.restore(parts, faces, all, 0, 1).get(0);
      LOG.info("GFPGAN 1.4: {} ms a face", (System.nanoTime() - start) / 1_000_000);
      FaceResult again = restorer.restore(parts, faces, all, 0, 1).get(0);

      // Then
      assertThat(first.outcome()).isEqualTo(new FaceOutcome.Restored());
      Photograph pasted = PasteBack.onto(photograph, first.patch().stream().toList());
      Photograph twice = PasteBack.onto(photograph, again.patch().stream().toList());
      assertThat(twice.rgb()).isEqualTo(pasted.rgb());
      assertThat(FacexlibCase.differing(pasted, photograph, 0)).isGreaterThan(10_000);
    } finally {
      engine.close();
    }
  }
}
