package org.albumen.models.oracle;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.oracle.Safetensors.Array;
import org.albumen.models.torchscript.ScriptModule;
import org.albumen.models.torchscript.Storage;
import org.albumen.models.torchscript.TorchScriptArchive;
import org.albumen.models.torchscript.Weights;

/** A network written as an archive and loaded by libtorch. For one thread. */
public final class TorchRun implements AutoCloseable {
  private final Path archive;
  private final TorchEngine engine;
  private final Model model;

  /** Writes the archive below {@code folder} and loads it. */
  public TorchRun(Path folder, ScriptModule module, Weights weights, Storage storage)
      throws Exception {
    archive = folder.resolve("network.pt");
    TorchScriptArchive.write(archive, module, weights, storage);
    engine = TorchEngine.create(1);
    model = Model.newInstance("network.pt", "PyTorch");
    try {
      model.load(folder, "network.pt");
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /** Calls a method of the root module with 32-bit floats. */
  public List<Array> call(String method, List<Array> inputs) {
    try (NDManager manager = model.getNDManager().newSubManager()) {
      NDList arguments = new NDList();
      for (Array input : inputs) {
        arguments.add(manager.create(input.values(), new Shape(input.shape())));
      }
      if (!method.equals("forward")) {
        NDArray name = manager.create(0f);
        name.setName("module_method:" + method);
        arguments.add(name);
      }
      NDList answers =
          model.getBlock().forward(new ParameterStore(manager, false), arguments, false);
      answers.attach(manager);
      List<Array> arrays = new ArrayList<>();
      for (NDArray answer : answers) {
        NDArray floats = answer.toType(DataType.FLOAT32, false);
        arrays.add(new Array(answer.getShape().getShape(), floats.toFloatArray()));
      }
      return arrays;
    }
  }

  @Override
  public void close() throws IOException {
    model.close();
    engine.close();
    Files.delete(archive);
  }
}
