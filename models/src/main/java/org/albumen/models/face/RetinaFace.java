package org.albumen.models.face;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.failure.RestorationProblem;
import org.albumen.models.imaging.PartedPhotograph;

/**
 * RetinaFace with the MobileNet-0.25 backbone, run by ONNX Runtime on the calling thread. Large
 * photographs are searched in overlapping views at several scales, so that a group's small faces
 * are found as well as a portrait.
 */
public final class RetinaFace implements FaceDetector {
  /** Boxes that overlap more than this are the same face. */
  private static final double SAME_FACE = 0.4;

  private static final String ENGINE = "OnnxRuntime";
  private static final Map<String, String> ONE_THREAD =
      Map.of("intraOpNumThreads", "1", "interOpNumThreads", "1");

  private final Model model;

  private RetinaFace(Model model) {
    this.model = model;
  }

  /**
   * Loads the network, on the CPU whatever the machine has. DJL must have been set up for this JVM,
   * as {@link org.albumen.models.compute.TorchEngine#create()} does.
   *
   * @param onnx {@code mnet.25_v2.onnx}: input {@code data} 1 x 3 x 640 x 640, RGB, 0 to 255; nine
   *     outputs: scores, boxes and landmarks for the strides 32, 16 and 8
   * @throws ModelException {@code MODEL_CORRUPT} when the file cannot be loaded
   */
  public static RetinaFace load(Path onnx) throws ModelException {
    Path file = onnx.toAbsolutePath();
    Model model = Model.newInstance(file.getFileName().toString(), Device.cpu(), ENGINE);
    try {
      model.load(file.getParent(), file.getFileName().toString(), ONE_THREAD);
      return new RetinaFace(model);
    } catch (IOException | MalformedModelException | EngineException e) {
      model.close();
      throw new ModelException(
          ModelProblem.MODEL_CORRUPT, "ONNX Runtime cannot load " + file + "; pull it again", e);
    }
  }

  @Override
  public List<Face> detect(PartedPhotograph photograph, double minScore)
      throws RestorationException, IOException {
    List<Face> candidates = new ArrayList<>();
    for (double scale : View.scales(photograph.width(), photograph.height())) {
      for (View view : View.at(scale, photograph)) {
        look(view, minScore, candidates);
      }
    }
    return distinct(candidates);
  }

  private void look(View view, double minScore, List<Face> candidates)
      throws RestorationException, IOException {
    try (NDManager call = model.getNDManager().newSubManager()) {
      NDArray input =
          call.create(view.planes(), new Shape(1, 3, View.SIDE, View.SIDE), DataType.FLOAT32);
      NDList output =
          model.getBlock().forward(new ParameterStore(call, false), new NDList(input), false);
      output.attach(call);
      for (int i = 0; i < Anchors.ALL.size(); i++) {
        int first = i * Anchors.OUTPUTS;
        Anchors.ALL
            .get(i)
            .decode(
                output.get(first).toFloatArray(),
                output.get(first + 1).toFloatArray(),
                output.get(first + 2).toFloatArray(),
                view,
                minScore,
                candidates::add);
      }
    } catch (EngineException e) {
      throw new RestorationException(
          RestorationProblem.ENGINE_FAILED, "the face detector failed: " + e.getMessage(), e);
    }
  }

  /** Of faces that overlap, the surest. */
  static List<Face> distinct(List<Face> candidates) {
    List<Face> kept = new ArrayList<>();
    for (Face face : candidates.stream().sorted(Face.ORDER).toList()) {
      if (kept.stream().allMatch(other -> other.intersectionOverUnion(face) <= SAME_FACE)) {
        kept.add(face);
      }
    }
    return List.copyOf(kept);
  }

  @Override
  public void close() {
    model.close();
  }
}
