package org.albumen.models.network;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.albumen.models.checkpoint.Tensor;
import org.albumen.models.checkpoint.TfjsModel;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.torchscript.ScriptModule.Weight;
import org.albumen.models.torchscript.Weights;

/**
 * The weights of {@link ProGan} in the TensorFlow.js conversion of {@code google/progan-128}.
 *
 * <p>Convolutions are turned from TensorFlow's order of axes to PyTorch's. The published module
 * answers {@code x / 2 + 1/2} for an image x of range [-1, 1]; its conversion lost the halving, so
 * that its last sum, {@code add_27}, is x + 1/2: what it adds to the colours holds that half, which
 * is taken off here. (The published image is then 1/2 + (add_27 - 1/2) / 2.)
 */
public final class ProGanWeights implements Weights {
  private static final String GRAPH = "module_apply_default/";
  private static final float ADDED = 0.5f;

  private final Map<String, Tensor> tensors;

  private ProGanWeights(Map<String, Tensor> tensors) {
    this.tensors = tensors;
  }

  /**
   * Compares names and shapes; reads no numbers. Scalars and whole numbers of the file are the
   * graph's constants and are left out.
   *
   * @throws ModelException {@code MODEL_MISMATCH} with the first weight that is missing, left over
   *     or of another shape
   */
  public static ProGanWeights of(ProGan network, TfjsModel file) throws ModelException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Set<String> used = new HashSet<>();
    for (Map.Entry<String, Weight> weight : network.module().weights().entrySet()) {
      String published = published(weight.getKey(), network.channels().size());
      Tensor tensor = file.tensors().get(published);
      List<Long> shape = turned(weight.getValue().shape());
      if (tensor == null) {
        throw mismatch(published + " is missing");
      }
      if (!tensor.floating() || !tensor.shape().equals(shape)) {
        throw mismatch(published + " is " + tensor.shape() + " instead of " + shape);
      }
      tensors.put(weight.getKey(), tensor);
      used.add(published);
    }
    for (Tensor tensor : file.tensors().values()) {
      if (tensor.floating() && !tensor.shape().isEmpty() && !used.contains(tensor.name())) {
        throw mismatch(tensor.name() + " is left over");
      }
    }
    return new ProGanWeights(tensors);
  }

  @Override
  public float[] floats(String name) throws ModelException {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("the network declares no " + name);
    }
    float[] values = tensor.floats();
    if (tensor.shape().size() == 4) {
      return outputsFirst(values, tensor.shape());
    }
    if (name.equals("to_rgb.bias")) {
      for (int i = 0; i < values.length; i++) {
        values[i] -= ADDED;
      }
    }
    return values;
  }

  /** Convolutions and sums of the graph are numbered in the order of calculation. */
  private static String published(String name, int stages) {
    if (name.equals("to_rgb.weight")) {
      return convolution(2 * stages);
    }
    if (name.equals("to_rgb.bias")) {
      return GRAPH + "add_" + (4 * stages + 2);
    }
    String[] parts = name.split("\\.", -1);
    if (parts[2].equals("bias")) {
      return "module/g_model/" + parts[0] + "/" + parts[1] + "/bias";
    }
    int stage = Integer.parseInt(parts[0].substring("res_".length()));
    return convolution(2 * stage + Integer.parseInt(parts[1].substring("conv".length())));
  }

  private static String convolution(int index) {
    return GRAPH + "Conv2D" + (index == 0 ? "" : "_" + index) + "/merged_input";
  }

  private static List<Long> turned(List<Long> shape) {
    return shape.size() == 4
        ? List.of(shape.get(2), shape.get(3), shape.get(1), shape.get(0))
        : shape;
  }

  /** From height x width x in x out to out x in x height x width. */
  private static float[] outputsFirst(float[] values, List<Long> shape) {
    int area = (int) (shape.get(0) * shape.get(1));
    int in = shape.get(2).intValue();
    int out = shape.get(3).intValue();
    float[] turned = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int tap = i / (in * out);
      int from = i / out % in;
      int to = i % out;
      turned[(to * in + from) * area + tap] = values[i];
    }
    return turned;
  }

  private static ModelException mismatch(String what) {
    return new ModelException(
        ModelProblem.MODEL_MISMATCH, "the weights are not those of ProGan: " + what);
  }
}
