package org.albumen.models.catalogue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.albumen.models.checkpoint.SafetensorsWriter;
import org.albumen.models.checkpoint.TfjsModel;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.network.ProGan;
import org.albumen.models.network.ProGanWeights;
import org.albumen.models.torchscript.Weights;

/**
 * The one file that is kept of a model: as it came, or, of a TensorFlow.js model, which is several
 * files, a safetensors file with the network's own names. The same model gives the same bytes.
 */
final class KeptFile {
  private KeptFile() {}

  /**
   * @param given the file as it came; of a TensorFlow.js model its {@code model.json}
   * @param target written only when the file is not kept as it is
   * @return {@code given} or {@code target}
   * @throws ModelException {@code MODEL_CORRUPT}; {@code MODEL_MISMATCH} when the model is not of
   *     that network
   */
  static Path of(Path given, NetworkSpec network, Path target) throws IOException, ModelException {
    if (!TfjsModel.recognises(given)) {
      return given;
    }
    if (!(network.tensors().orElse(null) instanceof ProGan gan)) {
      throw new ModelException(
          ModelProblem.MODEL_MISMATCH,
          "the file "
              + given
              + " is JSON, as a TensorFlow.js model is, and such models are read for progan only");
    }
    Weights weights = ProGanWeights.of(gan, TfjsModel.open(given));
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    gan.module().weights().forEach((name, weight) -> shapes.put(name, weight.shape()));
    SafetensorsWriter.write(target, shapes, weights::floats);
    return target;
  }
}
