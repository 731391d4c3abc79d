package org.albumen.models.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.albumen.models.checkpoint.Checkpoint;
import org.albumen.models.checkpoint.Tensor;
import org.albumen.models.failure.ModelException;
import org.albumen.models.oracle.Safetensors.Array;
import org.albumen.models.torchscript.ScriptModule;
import org.albumen.models.torchscript.Storage;
import org.albumen.models.torchscript.TorchScriptArchive;
import org.albumen.models.torchscript.Weights;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One network of the oracle: its configuration, weights, inputs, and the outputs of the published
 * implementation with their tolerances. The weights are a checkpoint beside the description, or for
 * networks of published size numbers by formula, of which the outputs are sampled.
 */
public final class OracleCase {
  private static final Logger LOG = LoggerFactory.getLogger(OracleCase.class);
  private static final Storage EXACT = new Storage(false, false);

  private final Path description;
  private final JsonNode json;
  private final Map<String, Array> arrays;

  private OracleCase(Path description) throws IOException {
    this.description = description;
    json = new JsonMapper().readTree(description.toFile());
    String stem = description.getFileName().toString().replace(".json", "");
    Path tiny = description.resolveSibling(stem + "-io.safetensors");
    Path full = description.resolveSibling(stem + ".safetensors");
    arrays = new LinkedHashMap<>(Safetensors.read(Files.exists(tiny) ? tiny : full));
    json.get("inputs")
        .properties()
        .forEach(input -> formulaInput(input.getKey(), input.getValue()));
  }

  /**
   * Reads a case.
   *
   * @param folder for instance {@code gfpgan-clean}
   * @param name for instance {@code tiny-gfpgan-clean-a}
   */
  public static OracleCase of(String folder, String name) throws IOException {
    return new OracleCase(file(folder, name));
  }

  /** A description of the oracle. */
  public static JsonNode json(String folder, String name) throws IOException {
    return new JsonMapper().readTree(file(folder, name).toFile());
  }

  /** A folder of the oracle. */
  public static Path folder(String folder) {
    return Fixtures.root().resolve(folder);
  }

  private static Path file(String folder, String name) {
    return folder(folder).resolve(name + ".json");
  }

  /** The network's options, named as published. */
  public JsonNode config() {
    return json.get("config");
  }

  /** The whole description. */
  public JsonNode description() {
    return json;
  }

  /** An array of the case, for instance {@code in.x} or {@code out.output}. */
  public Array array(String name) {
    Array array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("no " + name + " among " + arrays.keySet());
    }
    return array;
  }

  /**
   * Writes, loads and runs the network in 32 bits, and compares every named output.
   *
   * @param ignored keys that the checkpoint holds and the network does not
   * @param constants the numbers of the weights that have no formula, for networks of published
   *     size
   */
  public void requireAgreement(
      Path folder, ScriptModule module, Set<String> ignored, Weights constants, TorchCall... calls)
      throws Exception {
    try (TorchRun run = open(folder, module, ignored, constants)) {
      for (TorchCall call : calls) {
        List<Array> inputs = call.inputs().stream().map(name -> array("in." + name)).toList();
        List<Array> answers = run.call(call.method(), inputs);
        for (int i = 0; i < call.outputs().size(); i++) {
          compare(call.outputs().get(i), answers.get(i));
        }
      }
    }
  }

  /** The same with a checkpoint that holds exactly the network's weights. */
  public void requireAgreement(Path folder, ScriptModule module, TorchCall... calls)
      throws Exception {
    requireAgreement(folder, module, Set.of(), OracleCase::none, calls);
  }

  /** Compares keys and shapes, writes the network in 32 bits and loads it. */
  public TorchRun open(Path folder, ScriptModule module, Set<String> ignored, Weights constants)
      throws Exception {
    return open(folder, module, ignored, constants, EXACT);
  }

  /** The same with weights of a kind. */
  public TorchRun open(
      Path folder, ScriptModule module, Set<String> ignored, Weights constants, Storage storage)
      throws Exception {
    if (!json.has("checkpoint")) {
      requireKeys(module, ignored, shapes());
      return new TorchRun(folder, module, formulaWeights(constants), storage);
    }
    Path file = description.resolveSibling(json.at("/checkpoint/file").asText());
    JsonNode root = json.at("/checkpoint/root_key");
    try (Checkpoint checkpoint = Checkpoint.open(file, root.isTextual() ? root.asText() : null)) {
      requireKeys(module, ignored, shapes(checkpoint));
      return new TorchRun(folder, module, weights(checkpoint), storage);
    }
  }

  /** The same with a checkpoint that holds exactly the network's weights. */
  public TorchRun open(Path folder, ScriptModule module) throws Exception {
    return open(folder, module, Set.of(), OracleCase::none);
  }

  /** Writes the checkpoint as a TorchScript archive in 32 bits. */
  public void write(Path archive, ScriptModule module) throws Exception {
    Path file = description.resolveSibling(json.at("/checkpoint/file").asText());
    JsonNode root = json.at("/checkpoint/root_key");
    try (Checkpoint checkpoint = Checkpoint.open(file, root.isTextual() ? root.asText() : null)) {
      TorchScriptArchive.write(archive, module, weights(checkpoint), EXACT);
    }
  }

  private static float[] none(String name) {
    throw new IllegalArgumentException("no formula and no constant for " + name);
  }

  /** Compares names and shapes, and which are trained, with a manifest {@code keys-*.json}. */
  public static void requireManifest(
      String folder, String name, ScriptModule module, Set<String> ignored) throws IOException {
    Map<String, String> expected = new LinkedHashMap<>();
    for (JsonNode key : json(folder, name).get("keys")) {
      if (!ignored.contains(key.get("name").asText())) {
        String kind = key.get("kind").asText().equals("param") ? "param " : "buffer ";
        List<Long> shape = list(Safetensors.shape(key.get("shape")));
        expected.put(key.get("name").asText(), kind + shape);
      }
    }
    Map<String, String> declared = new LinkedHashMap<>();
    module
        .weights()
        .forEach((key, w) -> declared.put(key, (w.trained() ? "param " : "buffer ") + w.shape()));
    assertThat(declared).containsExactlyInAnyOrderEntriesOf(expected);
  }

  /** The largest difference from the named output must be within its tolerance. */
  public void compare(String output, Array answer) {
    Array expected = arrays.get("out." + output);
    Array actual = answer;
    if (expected == null) {
      expected = array("out." + output + ".grid");
      actual = Planes.sample(answer);
    }
    assertThat(actual.shape()).as("shape of %s", output).isEqualTo(expected.shape());
    double worst = 0;
    for (int i = 0; i < actual.values().length; i++) {
      double difference = Math.abs((double) actual.values()[i] - expected.values()[i]);
      worst = Math.max(worst, difference); // what is no number stays so
    }
    double tolerance = json.get("tolerance_max_abs").get(output).asDouble();
    LOG.info("{} {}: {} (tolerance {})", description.getFileName(), output, worst, tolerance);
    assertThat(worst).as("%s of %s", output, description.getFileName()).isLessThan(tolerance);
  }

  private static void requireKeys(
      ScriptModule module, Set<String> ignored, Map<String, List<Long>> found) {
    Map<String, List<Long>> expected = new LinkedHashMap<>(found);
    assertThat(expected.keySet()).containsAll(ignored);
    expected.keySet().removeAll(ignored);
    Map<String, List<Long>> declared = new LinkedHashMap<>();
    module.weights().forEach((name, weight) -> declared.put(name, weight.shape()));
    assertThat(declared).containsExactlyInAnyOrderEntriesOf(expected);
  }

  private static Map<String, List<Long>> shapes(Checkpoint checkpoint) {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    checkpoint.tensors().forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    return shapes;
  }

  private Map<String, List<Long>> shapes() {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    for (JsonNode weight : json.get("weights")) {
      long[] shape = Safetensors.shape(weight.get("shape"));
      shapes.put(weight.get("key").asText(), list(shape));
    }
    return shapes;
  }

  private static Weights weights(Checkpoint checkpoint) {
    return name -> {
      Tensor tensor = checkpoint.tensors().get(name);
      if (tensor == null) {
        throw new IllegalArgumentException("the checkpoint has no " + name);
      }
      return tensor.floating() ? tensor.floats() : floats(tensor);
    };
  }

  private static float[] floats(Tensor tensor) throws ModelException {
    long[] longs = tensor.longs();
    float[] floats = new float[longs.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = longs[i];
    }
    return floats;
  }

  /**
   * The weights by formula, for networks of published size.
   *
   * @param constants the numbers of those that have none
   */
  public Weights formulaWeights(Weights constants) {
    Map<String, JsonNode> byKey = new LinkedHashMap<>();
    json.get("weights").forEach(weight -> byKey.put(weight.get("key").asText(), weight));
    return name -> {
      JsonNode weight = byKey.get(name);
      if (weight == null || !weight.get("kind").asText().equals("formula")) {
        return constants.floats(name);
      }
      return formula(name, weight, Safetensors.shape(weight.get("shape")));
    };
  }

  private void formulaInput(String name, JsonNode input) {
    if (!input.has("formula_key")) {
      return;
    }
    long[] shape = Safetensors.shape(input.get("shape"));
    int block = input.path("block").asInt(1);
    if (block == 1) {
      arrays.put(
          "in." + name, new Array(shape, formula(input.get("formula_key").asText(), input, shape)));
      return;
    }
    long[] coarse = Planes.coarse(shape, block);
    float[] values = formula(input.get("formula_key").asText(), input, coarse);
    arrays.put("in." + name, Planes.repeat(new Array(coarse, values), block));
  }

  private float[] formula(String key, JsonNode node, long[] shape) {
    int count = 1;
    for (long length : shape) {
      count *= (int) length;
    }
    double offset = node.get("offset").asDouble();
    double scale = node.get("scale").asDouble();
    return FormulaValues.of(key, json.get("seed").asLong(), count, offset, scale);
  }

  private static List<Long> list(long[] shape) {
    List<Long> list = new ArrayList<>();
    for (long length : shape) {
      list.add(length);
    }
    return list;
  }
}
