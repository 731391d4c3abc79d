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
        .hasMessageStartingWith("GFPGAN has no option size; it has channel_multiplier, ");
    assertThatThrownBy(() -> GfpganClean.of(json.readTree("{\"out_size\":\"64\"}")))
        .hasMessage("GFPGAN's option out_size is a power of two from 8 to 2048, not \"64\"");
    assertThatThrownBy(() -> GfpganClean.of(json.readTree("{\"out_size\":65}")))
        .hasMessageContaining("power of two");
    assertThatThrownBy(() -> GfpganClean.of(json.readTree("{}")))
        .hasMessage("GFPGAN needs the option out_size");
    assertThatThrownBy(() -> GfpganClean.of(json.readTree("{\"out_size\":64,\"narrow\":0}")))
        .hasMessageContaining("narrow is a number above 0, not 0");
    assertThatThrownBy(() -> GfpganClean.of(json.readTree("{\"out_size\":64,\"narrow\":0.001}")))
        .hasMessageContaining("no channels are left");
    assertThatThrownBy(() -> GfpganV1.of(json.readTree("{\"out_size\":64,\"resample_kernel\":[]}")))
        .hasMessageContaining("positive sum");
    assertThatThrownBy(
            () -> GfpganClean.of(json.readTree("{\"out_size\":64,\"num_style_feat\":0}")))
        .hasMessageContaining("num_style_feat is a whole number from 1 on, not 0");
    assertThat(GfpganClean.of(json.readTree("{\"out_size\":64}")).narrow()).isEqualTo(1);
  }
}
