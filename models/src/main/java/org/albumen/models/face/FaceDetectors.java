package org.albumen.models.face;

import org.albumen.models.catalogue.ModelCard;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.catalogue.NetworkSpec;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;

/** The face detectors of the catalogue. */
public final class FaceDetectors {
  private FaceDetectors() {}

  /**
   * Loads a detector: an ONNX file is run by ONNX Runtime, a declared network {@code retinaface} by
   * libtorch on the engine's threads. It must be closed before the engine.
   *
   * @param name of its card
   * @throws ModelException as {@link ModelStore} says; {@code MODEL_MISMATCH} when the card is that
   *     of something else
   */
  public static FaceDetector load(ModelStore store, TorchEngine engine, String name)
      throws ModelException {
    NetworkSpec network = store.catalogue().card(name).network();
    if (network instanceof NetworkSpec.Onnx) {
      return RetinaFace.load(store.onnx(name));
    }
    if (network instanceof NetworkSpec.Tensors tensors && tensors.network().equals("retinaface")) {
      return new TorchRetinaFace(engine.program(store.torchScript(name)), engine.executor());
    }
    throw new ModelException(
        ModelProblem.MODEL_MISMATCH, "the model " + name + " finds no faces; name a face detector");
  }

  /**
   * How many pixels of a photograph a card's detector is given at once by libtorch; 0 for one that
   * ONNX Runtime runs, view by view.
   */
  public static long sees(ModelCard card, int width, int height) {
    return card.network() instanceof NetworkSpec.Onnx ? 0 : TorchRetinaFace.sees(width, height);
  }
}
