package org.albumen.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.albumen.models.catalogue.Catalogue;
import org.albumen.models.catalogue.NetworkSpec;
import org.albumen.models.failure.ModelException;
import org.albumen.models.network.Execution;
import org.albumen.models.network.Layout;
import org.albumen.models.network.TensorNetwork;
import org.albumen.models.torchscript.Storage;
import org.albumen.models.torchscript.Storage.Numbers;
import org.albumen.models.torchscript.TorchScriptArchive;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Networks of published size with weights by formula: the declared module in 32 bits and rows, as
 * published, against the forms in which they answer. Each figure is measured in a process of its
 * own.
 */
@Command(
    name = "networks",
    mixinStandardHelpOptions = true,
    description = "Networks of published size, as declared against as they are run.",
    sortOptions = false)
public final class NetworksBench implements Callable<Integer> {
  private static final String PLAIN = "declared fp32 rows";

  @Spec private CommandSpec spec;

  @Option(
      names = "--network",
      split = ",",
      paramLabel = "NAME",
      description =
          "Cards of the catalogue with a network on images or latents, or stylegan2-rosinality-1024"
              + " (default: ${DEFAULT-VALUE}).",
      defaultValue = "gfpgan-1.4")
  private List<String> networks = List.of();

  @Option(
      names = "--rounds",
      description = "How often each is measured; the least counts (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int rounds;

  @Option(
      names = "--batch",
      split = ",",
      description = "Images per call (default: ${DEFAULT-VALUE}).",
      defaultValue = "1,4")
  private List<Integer> batches = List.of();

  /** Made by picocli. */
  @SuppressWarnings("NullAway.Init")
  public NetworksBench() {}

  /** Calls side by side, and threads inside each. */
  private record Way(int calls, int threads) {
    @Override
    public String toString() {
      return calls + " x " + threads;
    }
  }

  private static final List<Way> WAYS = List.of(new Way(1, 1), new Way(1, 2), new Way(2, 1));

  @Override
  public Integer call() throws Exception {
    for (String name : networks) {
      try (TemporaryFolder folder = TemporaryFolder.create()) {
        measure(name, folder.path());
      }
    }
    return 0;
  }

  private void measure(String name, Path folder) throws Exception {
    NetworkSpec.Tensors tensors = tensors(name);
    TensorNetwork network = tensors.tensors().orElseThrow();
    Map<String, Path> archives = archives(tensors.network(), network, folder);
    String shape = shape(network, Objects.requireNonNull(tensors.options()));
    line("%s, weights by formula; load %.1f", name, load());
    line(
        "batch  calls x threads  form                    s/image  processor s  peak MB  call MB  times faster: wall, processor");
    for (int batch : batches) {
      for (Way way : WAYS) {
        double plain = 0;
        double busy = 0;
        for (Map.Entry<String, Path> archive : archives.entrySet()) {
          Path answer = folder.resolve(archive.getKey().replace(' ', '-') + ".answer");
          String[] figures = probe(archive.getValue(), shape, batch, way, answer);
          double seconds = Double.parseDouble(figures[1]);
          double processor = Double.parseDouble(figures[2]);
          plain = archive.getKey().equals(PLAIN) ? seconds : plain;
          busy = archive.getKey().equals(PLAIN) ? processor : busy;
          line(
              "%5d  %-15s  %-22s  %7s  %11s  %7s  %7s  %18.2f  %9.2f",
              batch,
              way,
              archive.getKey(),
              figures[1],
              figures[2],
              figures[3],
              figures[4],
              plain / seconds,
              busy / processor);
        }
      }
    }
    errors(archives, folder);
    line("load at the end %.1f", load());
  }

  /** Declared, and as it is run in 32 bits and, where it can, in brain floats. */
  private static Map<String, Path> archives(String kind, TensorNetwork network, Path folder)
      throws IOException, ModelException {
    FormulaWeights weights = FormulaWeights.of(network.module(), !kind.equals("gfpgan-clean"));
    Execution execution = network.execution();
    boolean last = execution.layout() == Layout.CHANNELS_LAST;
    Map<String, Path> archives = new LinkedHashMap<>();
    archives.put(PLAIN, folder.resolve("declared.pt"));
    TorchScriptArchive.write(
        folder.resolve("declared.pt"),
        network.module(),
        weights,
        new Storage(Numbers.FLOAT32, false));
    for (Numbers numbers : List.of(Numbers.FLOAT32, Numbers.BFLOAT16)) {
      if (numbers == Numbers.FLOAT32 || execution.narrow()) {
        String form =
            (numbers == Numbers.FLOAT32 ? "run fp32 " : "run bf16 ")
                + (last ? "channels-last" : "rows");
        Path archive = folder.resolve(numbers + ".pt");
        TorchScriptArchive.write(archive, execution.module(), weights, new Storage(numbers, last));
        archives.put(form, archive);
      }
    }
    return archives;
  }

  private String[] probe(Path archive, String shape, int batch, Way way, Path answer)
      throws IOException, InterruptedException {
    return Child.run(
        List.of("-Xmx1g", "-Dai.djl.pytorch.num_threads=" + way.threads()),
        NetworkProbe.class,
        List.of(
            archive.toString(),
            shape,
            Integer.toString(batch),
            Integer.toString(way.calls()),
            Integer.toString(rounds),
            answer.toString()),
        "probe");
  }

  /** How far the answers are from those of the declared module. */
  private void errors(Map<String, Path> archives, Path folder) throws IOException {
    Map<String, float[]> answers = new HashMap<>();
    for (String form : archives.keySet()) {
      answers.put(form, floats(folder.resolve(form.replace(' ', '-') + ".answer")));
    }
    float[] plain = answers.getOrDefault(PLAIN, new float[0]);
    for (String form : archives.keySet()) {
      float[] answer = answers.getOrDefault(form, plain);
      double most = 0;
      double squares = 0;
      double power = 0;
      for (int i = 0; i < plain.length; i++) {
        double error = Math.abs((double) answer[i] - plain[i]);
        most = Math.max(most, error);
        squares += error * error;
        power += (double) plain[i] * plain[i];
      }
      line(
          "%-21s  max %.2g, rms %.2g, that is %.2g of the answer's own rms",
          form, most, Math.sqrt(squares / plain.length), Math.sqrt(squares / power));
    }
  }

  private static float[] floats(Path file) throws IOException {
    FloatBuffer buffer =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder()).asFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  private static NetworkSpec.Tensors tensors(String name) throws ModelException {
    if (name.equals("stylegan2-rosinality-1024")) {
      return new NetworkSpec.Tensors(
          "stylegan2-rosinality",
          JsonNodeFactory.instance
              .objectNode()
              .put("size", 1024)
              .put("style_dim", 512)
              .put("n_mlp", 8));
    }
    if (Catalogue.standard().card(name).network() instanceof NetworkSpec.Tensors tensors) {
      return tensors;
    }
    throw new IllegalArgumentException(name + " is no network on named tensors");
  }

  /** Of one input without the batch. */
  private static String shape(TensorNetwork network, JsonNode options) {
    List<String> inputs = new ArrayList<>(network.inputs());
    if (inputs.equals(List.of("x"))) {
      int size = options.path("out_size").asInt(options.path("size").asInt(512));
      return "3," + size + "," + size;
    }
    if (inputs.equals(List.of("z"))) {
      return Integer.toString(options.path("style_dim").asInt(options.path("z_dim").asInt(512)));
    }
    throw new IllegalArgumentException("only networks of x or z are measured, not of " + inputs);
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private void line(String format, Object... values) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
