package org.albumen.models.compute;

import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;

/** A TorchScript archive whose methods take and answer 32-bit floats, on the calling thread. */
final class TorchProgram implements TensorProgram {
  private final Model model;

  TorchProgram(Model model) {
    this.model = model;
  }

  @Override
  public List<Values> call(String method, List<Values> inputs) throws ModelException {
    try (NDManager manager = model.getNDManager().newSubManager()) {
      NDList arguments = new NDList();
      for (Values input : inputs) {
        long[] shape = input.shape().stream().mapToLong(Long::longValue).toArray();
        arguments.add(manager.create(input.numbers(), new Shape(shape)));
      }
      if (!method.equals("forward")) {
        NDArray name = manager.create(0f);
        name.setName("module_method:" + method);
        arguments.add(name);
      }
      NDList answers =
          model.getBlock().forward(new ParameterStore(manager, false), arguments, false);
      answers.attach(manager);
      List<Values> values = new ArrayList<>();
      for (NDArray answer : answers) {
        NDArray floats = answer.toType(DataType.FLOAT32, false);
        List<Long> shape = Arrays.stream(answer.getShape().getShape()).boxed().toList();
        values.add(new Values(shape, floats.toFloatArray()));
      }
      return values;
    } catch (EngineException e) {
      throw new ModelException(
          ModelProblem.MODEL_MISMATCH, "the network cannot take these tensors: " + reason(e), e);
    }
  }

  /** libtorch says what is wrong below the lines of the script that led there. */
  private static String reason(EngineException e) {
    String message = String.valueOf(e.getMessage());
    List<String> lines = message.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    return lines.stream()
        .filter(line -> line.contains("Error: "))
        .map(line -> line.substring(line.indexOf("Error: ") + "Error: ".length()))
        .findFirst()
        .orElse(lines.isEmpty() ? "no reason given" : lines.get(0));
  }

  @Override
  public void close() {
    model.close();
  }
}
