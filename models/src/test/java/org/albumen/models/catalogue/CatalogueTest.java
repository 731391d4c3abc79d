package org.albumen.models.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.fixture.TinyModels;
import org.albumen.models.oracle.OracleCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {
  @TempDir private Path folder;

  @Test
  void hasTheModelsOfTheRecipes() throws Exception {
    // When
    Catalogue catalogue = Catalogue.standard();

    // Then
    assertThat(catalogue.cards())
        .extracting(ModelCard::name)
        .contains("realesrgan-x2plus", "realesrgan-x4plus", "retinaface-mnet025");
    ModelCard card = catalogue.card("realesrgan-x2plus");
    assertThat(card.scale()).isEqualTo(2);
    assertThat(card.sources())
        .extracting(Source::fileName)
        .containsExactly("RealESRGAN_x2plus.pth", "real_esrgan_x2.onnx");
    assertThat(card.network().declared()).isPresent();
    assertThat(catalogue.card("retinaface-mnet025").network().declared()).isEmpty();
  }

  @Test
  void everyCardOfTheCatalogueDeclaresWhatItsFileHolds() {
    for (ModelCard card : Catalogue.standard().cards()) {
      // When
      NetworkSpec network = card.network();

      // Then
      if (network instanceof NetworkSpec.Onnx) {
        continue;
      }
      assertThat(network.declaration().orElseThrow().module().weights())
          .as(card.name())
          .hasSizeGreaterThan(10);
      boolean alone = network.tensors().map(n -> n.batchForbidden()).orElse(false);
      assertThat(card.batch() == ModelCard.Batch.FORBIDDEN).as(card.name()).isEqualTo(alone);
      for (Source source : card.sources()) {
        assertThat(source.sha256() == null).as(card.name()).isEqualTo(source.size() == null);
      }
    }
  }

  @Test
  void weightsForNonCommercialUseAreMarkedSo() {
    assertThat(Catalogue.standard().cards())
        .filteredOn(card -> card.name().matches("gpen.*|stylegan.*|hifacegan.*"))
        .hasSizeGreaterThan(15)
        .allMatch(card -> card.licenceClass() == LicenceClass.NON_COMMERCIAL);
  }

  @Test
  void theMatchingOracleKeysAreThoseOfTheCards() throws Exception {
    Map<String, String> manifests =
        Map.of(
            "gfpgan-1.4", "gfpgan-clean/keys-gfpgan-v1.4",
            "gfpgan-v1", "gfpgan-v1/keys-gfpgan-v1",
            "gpen-bfr-256", "gpen/keys-gpen-bfr-256",
            "gpen-bfr-2048", "gpen/keys-gpen-bfr-2048",
            "hifacegan-lip-spade", "hifacegan/keys-lipspade-ngf48",
            "stylegan2-ada-ffhq", "stylegan2-nvidia/keys-sg2-nv-ffhq-1024",
            "stylegan3-r-ffhq-1024", "stylegan3/keys-sg3-r-ffhq-1024",
            "stylegan3-t-ffhqu-256", "stylegan3/keys-sg3-t-ffhqu-256",
            "retinaface-mobile025", "facexlib-retinaface/keys-retinaface-mobile0.25",
            "parsenet", "facexlib-parsing/keys-parsenet");
    for (Map.Entry<String, String> manifest : manifests.entrySet()) {
      ModelCard card = Catalogue.standard().card(manifest.getKey());
      NetworkSpec.Declaration declared = card.network().declaration().orElseThrow();
      int slash = manifest.getValue().indexOf('/');
      OracleCase.requireManifest(
          manifest.getValue().substring(0, slash),
          manifest.getValue().substring(slash + 1),
          declared.module(),
          declared.ignored());
    }
  }

  @Test
  void namesTheModelsThereAreWhenAskedForAnother() {
    assertThatThrownBy(() -> Catalogue.standard().card("gfpgan"))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.problem()).isEqualTo(ModelProblem.UNKNOWN_MODEL))
        .hasMessageContaining("'gfpgan'")
        .hasMessageContaining("realesrgan-x4plus");
  }

  @Test
  void takesAnOperatorsCards() throws Exception {
    // Given
    Path cards = TinyModels.in(folder).cards();

    // When
    Catalogue catalogue = Catalogue.standard().with(cards);

    // Then
    assertThat(catalogue.card(TinyModels.UPSCALER).scale()).isEqualTo(2);
    assertThat(catalogue.card("realesrgan-x2plus").scale()).isEqualTo(2);
  }

  @Test
  void aCardOfTheOperatorReplacesOneOfTheSameName() throws Exception {
    // Given
    String cards = Files.readString(TinyModels.in(folder).cards());
    Path file = folder.resolve("cards.json");
    Files.writeString(file, cards.replace(TinyModels.UPSCALER + "\"", "realesrgan-x2plus\""));

    // When
    Catalogue catalogue = Catalogue.standard().with(file);

    // Then
    assertThat(catalogue.card("realesrgan-x2plus").title()).contains("tiny");
  }

  @Test
  void refusesCardsThatAreNotValid() throws Exception {
    String good = Files.readString(TinyModels.in(folder).cards());
    Map<String, String> faults =
        Map.of(
            "\"licence\": \"Apache-2.0\",", "",
            "\"scale\": 2,\n  \"colours\"", "\"scale\": 4,\n  \"colours\"",
            "\"kind\": \"rrdbnet\"", "\"kind\": \"unet\"",
            "\"features\": 12", "\"features\": -1",
            "file:", "ftp:",
            "\"sha256\": \"", "\"sha256\": \"xyz",
            "\"precision\": \"fp32\"", "\"precision\": \"fp8\"",
            "\"name\": \"tiny-x2\"", "\"name\": \"../tiny\"",
            "\"title\"", "\"tittle\"",
            "\"cards\"", "\"card\"");
    for (Map.Entry<String, String> fault : faults.entrySet()) {
      // Given
      Path file = folder.resolve("bad.json");
      String bad = good.replace(fault.getKey(), fault.getValue());
      assertThat(bad).as(fault.getKey()).isNotEqualTo(good);
      Files.writeString(file, bad);

      // When, then
      assertRefused(file, fault.getKey());
    }
    for (String text :
        List.of("", "[]", "{}", "{\"cards\": [null]}", "{\"cards\": []} x", "\u0000")) {
      assertRefused(Files.writeString(folder.resolve("bad.json"), text), text);
    }
    assertRefused(folder.resolve("absent.json"), "absent");
  }

  private static void assertRefused(Path file, String what) {
    assertThatThrownBy(() -> Catalogue.standard().with(file))
        .as(what)
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> {
              assertThat(e.problem()).isEqualTo(ModelProblem.MODEL_CORRUPT);
              assertThat(e.getMessage()).contains(file.toString()).doesNotContain("\n");
            });
  }
}
