package org.albumen.models.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.albumen.models.checkpoint.Checkpoint;
import org.albumen.models.checkpoint.Tensor;
import org.albumen.models.failure.ModelException;
import org.albumen.models.torchscript.Weights;

/** The floating-point weights of a tiny checkpoint, in memory. */
public final class TinyWeights implements Weights {
  private final Map<String, float[]> floats = new HashMap<>();

  private TinyWeights() {}

  /** Reads the checkpoint beside a case's description. */
  public static TinyWeights of(String topic, OracleCase oracle) throws ModelException {
    JsonNode json = oracle.description();
    Path file = OracleCase.folder(topic).resolve(json.at("/checkpoint/file").asText());
    JsonNode root = json.at("/checkpoint/root_key");
    TinyWeights weights = new TinyWeights();
    try (Checkpoint checkpoint = Checkpoint.open(file, root.isTextual() ? root.asText() : null)) {
      for (Tensor tensor : checkpoint.tensors().values()) {
        if (tensor.floating()) {
          weights.floats.put(tensor.name(), tensor.floats());
        }
      }
    }
    return weights;
  }

  @Override
  public float[] floats(String name) {
    float[] values = floats.get(name);
    if (values == null) {
      throw new IllegalArgumentException("the checkpoint has no " + name);
    }
    return values;
  }
}
