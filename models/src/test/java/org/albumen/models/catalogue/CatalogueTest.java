package org.albumen.models.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.fixture.TinyModels;
import org.albumen.models.oracle.OracleCase;
import org.jspecify.annotations.Nullable;
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
    }
  }

  @Test
  void everyCardOfTheCatalogueSaysWhatItsUserMustKnow() {
    for (ModelCard card : Catalogue.standard().cards()) {
      String name = card.name();
      // Licence: whose, and in words what it forbids.
      assertThat(card.licenceWords()).as(name).hasSizeGreaterThan(30);
      switch (card.licenceClass()) {
        case PERMISSIVE -> assertThat(card.licence()).as(name).doesNotStartWith("LicenseRef-");
        case NON_COMMERCIAL ->
            assertThat(card.licenceWords())
                .as(name)
                .containsPattern("non-commercial use only|not commercially|educational use only");
        case UNKNOWN ->
            assertThat(card.licenceWords()).as(name).contains("states no licence of the weights");
      }

      // Input: what whoever calls the network must prepare.
      boolean latent = name.matches("stylegan.*|rosinality.*|progan.*|dcgan.*");
      assertThat(card.normalisation() == ModelCard.Normalisation.LATENT).as(name).isEqualTo(latent);
      assertThat(card.normalisation()).as(name).isNotEqualTo(ModelCard.Normalisation.AS_TRAINED);
      boolean face = name.matches("gfpgan-.*|gpen-(bfr|color|inpaint).*|hifacegan.*|.*senet");
      assertThat(card.template() == ModelCard.Template.NONE).as(name).isEqualTo(!face);

      // Sources: where the state dictionary is, and nothing stated by halves.
      for (Source source : card.sources()) {
        assertThat(source.rootKey()).as(name).isEqualTo(rootKey(name, source));
        if (source.sha256() == null) {
          assertThat(source.size()).as(name).isNull();
        }
      }
    }
  }

  private static @Nullable String rootKey(String model, Source source) {
    if (!source.fileName().matches(".*\\.(pth|pt|pkl)")) {
      return null;
    }
    if (model.startsWith("stylegan")) {
      return "G_ema";
    }
    if (model.startsWith("rosinality")) {
      return "g_ema";
    }
    if (model.equals("esrgan-x4")) {
      return "params";
    }
    return model.matches("gfpgan.*|realesr.*") ? "params_ema" : null;
  }

  @Test
  void publishedFilesHaveTheNamesOfTheirPublishers() {
    assertThat(Catalogue.standard().cards())
        .extracting(ModelCard::name)
        .doesNotHaveDuplicates()
        .contains("gfpgan-v1", "gfpgan-1.2", "gfpgan-1.3", "gfpgan-1.4", "hifacegan-lip-spade")
        .contains("gpen-bfr-256", "gpen-bfr-512", "gpen-bfr-1024", "gpen-bfr-2048")
        .contains("gpen-bfr-256-d", "gpen-bfr-512-d", "rosinality-ffhq-256")
        .contains("retinaface-resnet50", "retinaface-mobile025", "parsenet", "bisenet")
        .contains("realesrgan-x4plus-anime", "realesrnet-x4plus", "esrgan-x4")
        .filteredOn(name -> name.matches("stylegan3-[tr]-.*"))
        .hasSize(12);
    for (ModelCard card : Catalogue.standard().cards()) {
      Source first = card.sources().get(0);
      if (card.name().matches("stylegan[23]-(?!ada).*")) {
        int dash = card.name().lastIndexOf('-') + 1;
        String size = card.name().substring(dash);
        assertThat(first.fileName())
            .isEqualTo(card.name().substring(0, dash) + size + "x" + size + ".pkl");
        assertThat(card.network().canonical()).contains("\"img_resolution\":" + size);
      }
    }
  }

  @Test
  void weightsForNonCommercialUseAreMarkedSo() {
    assertThat(Catalogue.standard().cards())
        .filteredOn(card -> card.name().matches("gpen.*|stylegan.*|hifacegan.*"))
        .hasSizeGreaterThan(40)
        .allMatch(card -> card.licenceClass() == LicenceClass.NON_COMMERCIAL);
  }

  @Test
  void theMatchingOracleKeysAreThoseOfTheCards() throws Exception {
    Map<String, String> manifests =
        Map.ofEntries(
            entry("gfpgan-1.4", "gfpgan-clean/keys-gfpgan-v1.4"),
            entry("gfpgan-v1", "gfpgan-v1/keys-gfpgan-v1"),
            entry("gpen-bfr-256", "gpen/keys-gpen-bfr-256"),
            entry("gpen-bfr-2048", "gpen/keys-gpen-bfr-2048"),
            entry("gpen-bfr-512-d", "gpen/keys-gpen-bfr-512-d"),
            entry("hifacegan-lip-spade", "hifacegan/keys-lipspade-ngf48"),
            entry("stylegan2-ffhq-256", "stylegan2-nvidia/keys-sg2-nv-ffhq-256"),
            entry("stylegan3-r-ffhq-1024", "stylegan3/keys-sg3-r-ffhq-1024"),
            entry("stylegan3-t-ffhqu-256", "stylegan3/keys-sg3-t-ffhqu-256"),
            entry("retinaface-mobile025", "facexlib-retinaface/keys-retinaface-mobile0.25"),
            entry("parsenet", "facexlib-parsing/keys-parsenet"),
            entry("stylegan2-ada-ffhq", "stylegan2-nvidia/keys-sg2-nv-ffhq-1024"),
            entry("rosinality-ffhq-256", "stylegan2-rosinality/keys-sg2-rosinality-256"));
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
