package org.albumen.models.face.restore;

import static org.albumen.models.failure.RestorationProblem.ENGINE_FAILED;

import org.albumen.models.catalogue.ModelCard;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.catalogue.NetworkSpec;
import org.albumen.models.compute.TensorProgram.Values;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.face.align.Template;
import org.albumen.models.face.paste.FaceClasses;
import org.albumen.models.face.warp.Pixels;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.imaging.Photograph;

/** Says what belongs to a face: facexlib's ParseNet. Safe for use by several threads. */
public final class FaceParser implements AutoCloseable {
  private static final int PARSENET_SIZE = 128;

  private final FaceProgram program;
  private final FaceContract contract;

  FaceParser(FaceProgram program, int side) {
    this.program = program;
    this.contract = new FaceContract(Template.ffhq(side), true, false, false);
  }

  /**
   * Loads the parser of a card. It must be closed before the engine.
   *
   * @throws ModelException as {@link ModelStore} says; {@code MODEL_MISMATCH} when the card's
   *     network is no ParseNet
   */
  public static FaceParser load(ModelStore store, TorchEngine engine, String name)
      throws ModelException {
    ModelCard card = store.catalogue().card(name);
    if (!(card.network() instanceof NetworkSpec.Tensors tensors)
        || !tensors.network().equals("parsenet")) {
      throw new ModelException(
          ModelProblem.MODEL_MISMATCH, "the model " + name + " parses no faces; name a ParseNet");
    }
    int side =
        tensors.options() == null
            ? PARSENET_SIZE
            : tensors.options().path("in_size").asInt(PARSENET_SIZE);
    return new FaceParser(
        new FaceProgram(engine.program(store.torchScript(name), card.batch())), side);
  }

  /**
   * What each pixel of a face belongs to.
   *
   * @param face a crop of any size
   * @return of the network's size
   * @throws RestorationException {@code INVALID_OUTPUT}, {@code OUT_OF_MEMORY} or {@code
   *     ENGINE_FAILED}
   */
  FaceClasses parse(Photograph face) throws RestorationException {
    int side = contract.template().size();
    Photograph seen = Pixels.resized(face, side, side);
    Values scores = program.run(contract.numbers(seen), side);
    int plane = side * side;
    if (scores.numbers().length != plane * FaceClasses.CLASSES) {
      throw new RestorationException(
          ENGINE_FAILED, "the parser answered with a tensor " + scores.shape());
    }
    byte[] classes = new byte[plane];
    for (int i = 0; i < plane; i++) {
      for (int kind = 1; kind < FaceClasses.CLASSES; kind++) {
        if (scores.numbers()[kind * plane + i] > scores.numbers()[classes[i] * plane + i]) {
          classes[i] = (byte) kind;
        }
      }
    }
    return new FaceClasses(side, classes);
  }

  @Override
  public void close() {
    program.close();
  }
}
