package org.albumen.models.network.stylegan2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.Set;
import org.albumen.models.oracle.OracleCase;
import org.albumen.models.oracle.TorchCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GfpganCleanTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "tiny-gfpgan-clean-a, SHARED",
    "tiny-gfpgan-clean-a, GROUPED",
    "tiny-gfpgan-clean-a, BY_BATCH",
    "tiny-gfpgan-clean-b, BY_BATCH",
    "tiny-gfpgan-clean-b, SHARED",
    "tiny-gfpgan-clean-b, GROUPED"
  })
  void agreesWithThePublishedImplementation(String name, Modulation modulation) throws Exception {
    OracleCase oracle = OracleCase.of("gfpgan-clean", name);
    GfpganClean network = GfpganClean.of(oracle.config());

    oracle.requireAgreement(
        folder, network.module(modulation), TorchCall.forward(network.inputs(), network.outputs()));
  }

  @Test
  void declaresTheWeightsOfThePublishedFiles() throws Exception {
    OracleCase.requireManifest(
        "gfpgan-clean", "keys-gfpgan-v1.4", GfpganClean.PUBLISHED.module(), Set.of());
  }

  @Test
  void refusesOptionsThatDoNotExist() throws Exception {
    JsonMapper json = new JsonMapper();

    assertThatThrownBy(() -> GfpganClean.of(json.readTree("{\"out_size\":64,\"size\":64}")))
        .hasMessage("GFPGAN has no option size");
    assertThatThrownBy(() -> GfpganClean.of(json.readTree("{\"out_size\":\"64\"}")))
        .hasMessage("GFPGAN's option out_size cannot be \"64\"");
    assertThatThrownBy(() -> GfpganClean.of(json.readTree("{\"out_size\":65}")))
        .hasMessageContaining("power of two");
    assertThatThrownBy(() -> GfpganClean.of(json.readTree("{}")))
        .hasMessage("GFPGAN needs the option out_size");
    assertThatThrownBy(() -> GfpganClean.of(json.readTree("{\"out_size\":64,\"narrow\":0}")))
        .hasMessageContaining("0.0 times the channels");
    assertThatThrownBy(() -> GfpganClean.of(json.readTree("{\"out_size\":64,\"narrow\":0.001}")))
        .hasMessageContaining("no channels are left");
    assertThatThrownBy(() -> GfpganV1.of(json.readTree("{\"out_size\":64,\"resample_kernel\":[]}")))
        .hasMessageContaining("positive sum");
    assertThatThrownBy(
            () -> GfpganClean.of(json.readTree("{\"out_size\":64,\"num_style_feat\":0}")))
        .hasMessageContaining("0 style features");
    assertThat(GfpganClean.of(json.readTree("{\"out_size\":64}")).narrow()).isEqualTo(1);
  }
}
