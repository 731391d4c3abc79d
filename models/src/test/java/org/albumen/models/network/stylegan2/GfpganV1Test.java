package org.albumen.models.network.stylegan2;

import java.nio.file.Path;
import java.util.Set;
import org.albumen.models.oracle.OracleCase;
import org.albumen.models.oracle.TorchCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GfpganV1Test {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FOLDED")
  void agreesWithThePublishedImplementation(Modulation modulation) throws Exception {
    OracleCase oracle = OracleCase.of("gfpgan-v1", "tiny-gfpgan-v1-a");
    GfpganV1 network = GfpganV1.of(oracle.config());

    oracle.requireAgreement(
        folder, network.module(modulation), TorchCall.forward(network.inputs(), network.outputs()));
  }

  @Test
  void declaresTheWeightsOfThePublishedFile() throws Exception {
    OracleCase.requireManifest(
        "gfpgan-v1", "keys-gfpgan-v1", GfpganV1.PUBLISHED.module(), Set.of());
  }
}
