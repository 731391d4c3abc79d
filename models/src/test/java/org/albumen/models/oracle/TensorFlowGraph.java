package org.albumen.models.oracle;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.albumen.models.checkpoint.Tensor;
import org.albumen.models.checkpoint.TfjsModel;

/**
 * A TensorFlow.js graph evaluated node by node in TensorFlow's own layout, convolutions as sums of
 * matrix products: an account of a network that shares nothing with ours but the numbers.
 */
public final class TensorFlowGraph implements AutoCloseable {
  private static final String VALID = "VkFMSUQ=";

  private final Map<String, JsonNode> nodes = new HashMap<>();
  private final Map<String, NDArray> known = new HashMap<>();
  private final Map<String, Tensor> constants;
  private final NDManager manager = Engine.getEngine("PyTorch").newBaseManager();

  /** Reads {@code model.json} and the numbers beside it. */
  public TensorFlowGraph(Path modelJson) throws Exception {
    constants = TfjsModel.open(modelJson).tensors();
    JsonNode graph = new JsonMapper().readTree(modelJson.toFile()).path("modelTopology");
    graph.path("node").forEach(node -> nodes.put(node.path("name").asText(), node));
  }

  /**
   * The answer of a node.
   *
   * @param placeholder the graph's input
   * @param input its numbers, as many as fit one row
   */
  public float[] answer(String node, String placeholder, float[] input) throws Exception {
    known.clear();
    known.put(placeholder, manager.create(input, new Shape(1, input.length)));
    return value(node).toFloatArray();
  }

  private NDArray value(String name) throws Exception {
    NDArray value = known.get(name);
    if (value == null) {
      value = evaluate(name);
      known.put(name, value);
    }
    return value;
  }

  private NDArray evaluate(String name) throws Exception {
    JsonNode node = Objects.requireNonNull(nodes.get(name), name);
    String op = node.path("op").asText();
    if (op.equals("Const")) {
      Tensor tensor = constant(name);
      return manager.create(tensor.floats(), shape(tensor));
    }
    String second = node.path("input").path(1).asText();
    NDArray x = value(node.path("input").path(0).asText());
    return switch (op) {
      case "Add" -> x.add(value(second));
      case "Mul" -> x.mul(value(second));
      case "Maximum" -> x.maximum(value(second));
      case "Minimum" -> x.minimum(value(second));
      case "Square" -> x.square();
      case "Rsqrt" -> x.pow(-0.5);
      case "Mean" -> x.mean(ints(second), true);
      case "Reshape" -> x.reshape(constant(second).longs());
      case "Tile" -> x.tile(constant(second).longs());
      case "Pad" -> padded(x, (int) constant(second).longs()[2]);
      case "BatchToSpaceND" -> spread(x);
      case "Conv2D" -> convolved(x, second, node.path("attr").path("padding").path("s").asText());
      default -> throw new IllegalStateException("no operation " + op);
    };
  }

  /** Zeros on all four sides of images, which are N x H x W x C. */
  private NDArray padded(NDArray x, int by) {
    NDArray padded = x;
    for (int axis = 1; by > 0 && axis <= 2; axis++) {
      long[] shape = padded.getShape().getShape();
      shape[axis] = by;
      NDArray zeros = manager.zeros(new Shape(shape));
      padded = NDArrays.concat(new NDList(zeros, padded, zeros), axis);
    }
    return padded;
  }

  /** Four images become one of twice the size. */
  private static NDArray spread(NDArray x) {
    long[] from = x.getShape().getShape();
    return x.reshape(2, 2, from[0] / 4, from[1], from[2], from[3])
        .transpose(2, 3, 0, 4, 1, 5)
        .reshape(from[0] / 4, 2 * from[1], 2 * from[2], from[3]);
  }

  private NDArray convolved(NDArray image, String weight, String padding) throws Exception {
    NDArray taps = value(weight);
    int size = (int) taps.getShape().get(0);
    NDArray x = padded(image, padding.equals(VALID) ? 0 : size / 2);
    long height = x.getShape().get(1) - size + 1;
    long width = x.getShape().get(2) - size + 1;
    NDArray sum = manager.zeros(new Shape(height * width, taps.getShape().get(3)));
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        NDIndex part = new NDIndex(":, {}:{}, {}:{}", row, row + height, column, column + width);
        NDArray pixels = x.get(part).reshape(height * width, x.getShape().get(3));
        sum.addi(pixels.matMul(taps.get(row, column)));
      }
    }
    return sum.reshape(1, height, width, taps.getShape().get(3));
  }

  private Tensor constant(String name) {
    return Objects.requireNonNull(constants.get(name), name);
  }

  private int[] ints(String name) throws Exception {
    return Arrays.stream(constant(name).longs()).mapToInt(Math::toIntExact).toArray();
  }

  private static Shape shape(Tensor tensor) {
    return new Shape(tensor.shape().stream().mapToLong(Long::longValue).toArray());
  }

  @Override
  public void close() {
    manager.close();
  }
}
