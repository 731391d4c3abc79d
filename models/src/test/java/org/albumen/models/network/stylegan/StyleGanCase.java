package org.albumen.models.network.stylegan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.albumen.models.checkpoint.Checkpoint;
import org.albumen.models.network.StateDictionary;
import org.albumen.models.network.TensorNetwork;
import org.albumen.models.oracle.OracleCase;
import org.albumen.models.oracle.Safetensors.Array;
import org.albumen.models.oracle.TorchRun;
import org.albumen.models.torchscript.Storage;

/** A generator with the weights of one of the oracle's files, loaded by libtorch. */
final class StyleGanCase implements AutoCloseable {
  private static final Storage EXACT = new Storage(false, false);
  private static final int TRUNCATED = 4;

  private final OracleCase oracle;
  private final TorchRun run;
  private final List<Array> latent = new ArrayList<>();
  private final int styles;

  StyleGanCase(
      OracleCase oracle, Path weights, Path folder, TensorNetwork network, int styles, boolean fast)
      throws Exception {
    this.oracle = oracle;
    this.styles = styles;
    network.inputs().forEach(name -> latent.add(oracle.array("in." + name)));
    try (Checkpoint checkpoint = Checkpoint.open(weights, null)) {
      StateDictionary state = StateDictionary.of(network.module(), checkpoint);
      run =
          new TorchRun(
              folder, fast ? network.execution().module() : network.module(), state, EXACT);
    }
  }

  /** Compares what a method answers with an output of the oracle. */
  void requireAgreement(String output, String method, Array... arguments) {
    oracle.compare(output, call(method, arguments));
  }

  /** Calls a method on the latents. */
  Array ofLatent(String method, double psi) {
    List<Array> arguments = new ArrayList<>(latent);
    float[] psis = new float[styles];
    Arrays.fill(psis, 1);
    Arrays.fill(psis, 0, Math.min(TRUNCATED, styles), (float) psi);
    if (!method.equals("forward")) {
      arguments.add(new Array(new long[] {styles}, psis));
    }
    return call(method, arguments.toArray(Array[]::new));
  }

  /** The styles of the first layer. */
  static Array first(Array ws) {
    int samples = (int) ws.shape()[0];
    int width = (int) ws.shape()[2];
    float[] values = new float[samples * width];
    for (int i = 0; i < samples; i++) {
      System.arraycopy(ws.values(), i * (int) ws.shape()[1] * width, values, i * width, width);
    }
    return new Array(new long[] {samples, width}, values);
  }

  private Array call(String method, Array... arguments) {
    return run.call(method, List.of(arguments)).get(0);
  }

  @Override
  public void close() throws IOException {
    run.close();
  }
}
