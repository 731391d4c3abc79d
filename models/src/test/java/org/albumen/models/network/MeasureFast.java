package org.albumen.models.network;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.albumen.models.catalogue.DeclaredNetworks;
import org.albumen.models.oracle.OracleCase;
import org.albumen.models.oracle.Safetensors;
import org.albumen.models.oracle.Safetensors.Array;
import org.albumen.models.oracle.TorchRun;
import org.albumen.models.torchscript.ScriptModule;
import org.albumen.models.torchscript.Storage;
import org.albumen.models.torchscript.Weights;

/**
 * Prints the processor's seconds of one thread per image for networks of published size, as
 * declared and in their fast form, and by how much the answers differ: the figures of
 * models/RATIONALE.md, which has the command. The forms take turns; the shortest of the rounds
 * counts. Arguments: rounds, then cases such as {@code stylegan3/full-sg3-t-ffhqu-256}; the system
 * property {@code albumen.shared} says where the oracles are.
 */
final class MeasureFast {
  private static final PrintStream OUT = System.out;
  private static final float[] IDENTITY = {1, 0, 0, 0, 1, 0, 0, 0, 1};

  private MeasureFast() {}

  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    for (String name : List.of(arguments).subList(1, arguments.length)) {
      int slash = name.indexOf('/');
      measure(rounds, name.substring(0, slash), name.substring(slash + 1));
    }
  }

  private static void measure(int rounds, String family, String name) throws Exception {
    OracleCase oracle = OracleCase.of(family, name);
    String declared = family.replace("hifacegan", name.contains("lip") ? "lip-spade" : family);
    TensorNetwork network = DeclaredNetworks.of(declared, oracle.config());
    List<Array> inputs = new ArrayList<>();
    network.inputs().forEach(input -> inputs.add(oracle.array("in." + input)));
    Weights constants = constants(OracleCase.folder(family), name.replace("full-", ""));
    ScriptModule plain = network.module();
    ScriptModule fast = network.execution().module();
    Map<String, TorchRun> forms = new LinkedHashMap<>();
    forms.put("plain", open(oracle, plain, network.ignored(), constants, false));
    forms.put("fast", open(oracle, fast, network.ignored(), constants, false));
    if (declared.equals("lip-spade") || declared.equals("hifacegan")) {
      forms.put("fast bf16", open(oracle, fast, network.ignored(), constants, true));
    }
    Map<String, Double> seconds = new LinkedHashMap<>();
    Map<String, Array> answers = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, TorchRun> form : forms.entrySet()) {
        long start = nanos();
        answers.put(form.getKey(), form.getValue().call("forward", inputs).get(0));
        seconds.merge(form.getKey(), (nanos() - start) / 1e9, Math::min);
      }
    }
    Array expected = Objects.requireNonNull(answers.get("plain"));
    answers.forEach(
        (form, answer) ->
            OUT.printf(
                Locale.ROOT,
                "%-22s %-9s %6.2f s, differs by %s%n",
                name,
                form,
                seconds.get(form),
                difference(expected, answer)));
    for (TorchRun run : forms.values()) {
      run.close();
    }
  }

  private static TorchRun open(
      OracleCase oracle,
      ScriptModule module,
      Set<String> ignored,
      Weights constants,
      boolean bfloat16)
      throws Exception {
    Path folder = Files.createTempDirectory("measure");
    return oracle.open(folder, module, ignored, constants, new Storage(bfloat16, bfloat16));
  }

  /** The filters and the transform, which no formula gives. */
  private static Weights constants(Path folder, String name) throws IOException {
    Path file = folder.resolve("filters-" + name + ".safetensors");
    Map<String, Array> filters = Files.exists(file) ? Safetensors.read(file) : Map.of();
    float[] binomial = new float[16];
    int[] line = {1, 3, 3, 1};
    for (int i = 0; i < binomial.length; i++) {
      binomial[i] = line[i / 4] * line[i % 4] / 64f;
    }
    return key -> {
      Array filter = filters.get(key);
      if (filter != null) {
        return filter.values();
      }
      return key.endsWith("transform") ? IDENTITY : binomial;
    };
  }

  private static String difference(Array expected, Array answer) {
    double largest = 0;
    double squares = 0;
    for (int i = 0; i < answer.values().length; i++) {
      double difference = (double) answer.values()[i] - expected.values()[i];
      largest = Math.max(largest, Math.abs(difference));
      squares += difference * difference;
    }
    double rms = Math.sqrt(squares / answer.values().length);
    return String.format(Locale.ROOT, "%.1e at most, rms %.1e", largest, rms);
  }

  private static long nanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
