package org.albumen.models.network.stylegan2;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.albumen.models.oracle.OracleCase;
import org.albumen.models.oracle.Safetensors.Array;
import org.albumen.models.oracle.TorchRun;
import org.albumen.models.torchscript.ScriptModule;
import org.albumen.models.torchscript.Storage;
import org.albumen.models.torchscript.Weights;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Networks of published size with weights by formula. Those that need gigabytes and tens of seconds
 * run with {@code -Dalbumen.full=true} only.
 */
class PublishedSizeTest {
  private static final Logger LOG = LoggerFactory.getLogger(PublishedSizeTest.class);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "gpen, gpen-bfr-256, false",
    "stylegan2-rosinality, sg2-rosinality-256, false",
    "gpen, gpen-bfr-512, true",
    "stylegan2-rosinality, sg2-rosinality-1024, true",
    "gfpgan-v1, gfpgan-v1, true",
    "gfpgan-clean, gfpgan-v1.4, true"
  })
  void agreesWithThePublishedImplementation(String family, String name, boolean large)
      throws Exception {
    assumeTrue(!large || Boolean.getBoolean("albumen.full"), "only with -Dalbumen.full=true");
    OracleCase oracle = OracleCase.of(family, "full-" + name);
    Set<Modulation> declared = EnumSet.complementOf(EnumSet.of(Modulation.FOLDED));
    Set<Modulation> ways = large ? declared : Set.of(Modulation.SHARED);

    for (Modulation modulation : ways) {
      run(oracle, family, modulation);
    }
    folded(oracle, family);
  }

  private void run(OracleCase oracle, String family, Modulation modulation) throws Exception {
    // Given
    Map<String, float[]> kernels = kernels(oracle, family);
    ScriptModule module = module(oracle, family, modulation);
    Array input = oracle.array(family.startsWith("style") ? "in.z" : "in.x");
    try (TorchRun run =
        oracle.open(folder, module, Set.of(), key -> requireNonNull(kernels.get(key)))) {
      // When
      long start = processorNanos();
      Array output = run.call("forward", List.of(input)).get(0);
      LOG.info(
          "{} {}: {} ms of the processor",
          family,
          modulation,
          (processorNanos() - start) / 1_000_000);

      // Then
      oracle.compare("output", output);
    }
  }

  /** In the form in which it answers, whose weights are not those of the file by name. */
  private void folded(OracleCase oracle, String family) throws Exception {
    // Given
    Map<String, float[]> kernels = kernels(oracle, family);
    ScriptModule module = module(oracle, family, Modulation.FOLDED);
    Array input = oracle.array(family.startsWith("style") ? "in.z" : "in.x");
    Weights weights = oracle.formulaWeights(key -> requireNonNull(kernels.get(key)));
    try (TorchRun run = new TorchRun(folder, module, weights, new Storage(false, true))) {
      // When
      long start = processorNanos();
      Array output = run.call("forward", List.of(input)).get(0);
      LOG.info("{} folded: {} ms of the processor", family, (processorNanos() - start) / 1_000_000);

      // Then
      oracle.compare("output", output);
    }
  }

  /** Of this thread, on which libtorch calculates alone: the machine may have other work. */
  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static ScriptModule module(OracleCase oracle, String family, Modulation modulation) {
    return switch (family) {
      case "gpen" -> Gpen.of(oracle.config()).module(modulation);
      case "gfpgan-v1" -> GfpganV1.of(oracle.config()).module(modulation);
      case "gfpgan-clean" -> GfpganClean.of(oracle.config()).module(modulation);
      default -> StyleGan2Rosinality.of(oracle.config()).module(modulation);
    };
  }

  private static Map<String, float[]> kernels(OracleCase oracle, String family) {
    return switch (family) {
      case "gpen" -> Gpen.of(oracle.config()).kernels();
      case "stylegan2-rosinality" -> StyleGan2Rosinality.of(oracle.config()).kernels();
      default -> Map.of();
    };
  }
}
