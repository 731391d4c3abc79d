package org.albumen.models.face.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import org.albumen.models.catalogue.Catalogue;
import org.albumen.models.catalogue.ModelCard;
import org.albumen.models.face.align.Template;
import org.albumen.models.failure.ModelException;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.oracle.Fixtures;
import org.albumen.models.oracle.Safetensors;
import org.albumen.models.oracle.Safetensors.Array;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaceContractTest {
  private static final int WIDTH = 20;
  private static final int HEIGHT = 24;

  @ParameterizedTest
  @CsvSource({
    "gfpgan-1.4, gfpgan_input, gfpgan_output_bgr_u8",
    "gfpgan-v1, gfpgan_input, gfpgan_output_bgr_u8",
    "gpen-bfr-512, gpen_input, gpen_output_bgr_u8",
    "hifacegan-lip-spade, hifacegan_input, hifacegan_output_rgb_u8"
  })
  void bytesAndNumbersAreThoseOfThePublishedPrograms(String name, String in, String out)
      throws Exception {
    // Given
    Map<String, Array> arrays =
        Safetensors.read(Fixtures.root().resolve("prepost/prepost.safetensors"));
    FaceContract contract = FaceContract.of(Catalogue.standard().card(name));
    Photograph image = photograph(array(arrays, "image_bgr_u8"), true);

    // When
    float[] numbers = contract.numbers(image);
    Photograph answer = contract.image(array(arrays, "net_output"), WIDTH, HEIGHT);

    // Then
    assertThat(numbers).containsExactly(array(arrays, in));
    assertThat(answer.rgb()).isEqualTo(photograph(array(arrays, out), out.contains("bgr")).rgb());
  }

  @ParameterizedTest
  @CsvSource({"gfpgan-1.4, 512", "gpen-bfr-256, 256", "gpen-bfr-1024, 1024"})
  void cropsAreOfTheCardsSize(String name, int size) throws Exception {
    ModelCard card = Catalogue.standard().card(name);

    Template template = FaceContract.of(card).template();

    assertThat(template)
        .isEqualTo(name.startsWith("gpen") ? Template.gpen(size) : Template.ffhq(size));
  }

  @Test
  void aNetworkThatRestoresNoFacesIsRefusedByName() {
    for (String name : new String[] {"realesrgan-x2plus", "parsenet", "retinaface-mnet025"}) {
      assertThatThrownBy(() -> FaceContract.of(Catalogue.standard().card(name)))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining(name);
    }
  }

  private static float[] array(Map<String, Array> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name)).values();
  }

  private static Photograph photograph(float[] levels, boolean blueFirst) {
    Photograph photograph = Photograph.black(WIDTH, HEIGHT);
    for (int i = 0; i < levels.length; i++) {
      int to = blueFirst ? i - i % 3 + 2 - i % 3 : i;
      photograph.rgb().put(to, (byte) (int) levels[i]);
    }
    return photograph;
  }
}
