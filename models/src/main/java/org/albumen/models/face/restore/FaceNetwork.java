package org.albumen.models.face.restore;

import static org.albumen.models.failure.RestorationProblem.ENGINE_FAILED;
import static org.albumen.models.failure.RestorationProblem.INVALID_OUTPUT;

import java.nio.ByteBuffer;
import java.util.List;
import org.albumen.models.catalogue.ModelCard;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.compute.TensorProgram.Values;
import org.albumen.models.compute.TorchEngine;
import org.albumen.models.face.align.Template;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.imaging.Photograph;

/**
 * A network that restores one crop: GFPGAN, GPEN, HiFaceGAN. Safe for use by several threads, which
 * should be the engine's.
 */
public final class FaceNetwork implements AutoCloseable {
  private final FaceProgram program;
  private final FaceContract contract;

  FaceNetwork(FaceProgram program, FaceContract contract) {
    this.program = program;
    this.contract = contract;
  }

  /**
   * Loads the network of a card. It must be closed before the engine.
   *
   * @throws ModelException as {@link ModelStore} says; {@code MODEL_MISMATCH} when the card's
   *     network restores no faces
   */
  public static FaceNetwork load(ModelStore store, TorchEngine engine, String name)
      throws ModelException {
    ModelCard card = store.catalogue().card(name);
    FaceContract contract = FaceContract.of(card);
    return new FaceNetwork(
        new FaceProgram(engine.program(store.torchScript(name), card.batch())), contract);
  }

  /**
   * Side in pixels of the crops that a card's network takes; cheap, nothing is loaded.
   *
   * @throws ModelException {@code MODEL_MISMATCH} when the card's network restores no faces
   */
  public static int side(ModelCard card) throws ModelException {
    return FaceContract.of(card).template().size();
  }

  /** How faces must lie in the crops. */
  public Template template() {
    return contract.template();
  }

  /**
   * Restores a crop.
   *
   * @param crop of the template's size
   * @return of the same size
   * @throws RestorationException {@code INVALID_OUTPUT} when the answer is not finite, or black or
   *     another single colour though the crop is not; {@code OUT_OF_MEMORY}; {@code ENGINE_FAILED}
   */
  Photograph restore(Photograph crop) throws RestorationException {
    int side = template().size();
    Values answer = program.run(contract.numbers(crop), side);
    if (!answer.shape().equals(List.of(1L, 3L, (long) side, (long) side))) {
      throw new RestorationException(
          ENGINE_FAILED, "the face network answered with a tensor " + answer.shape());
    }
    Photograph face = contract.image(answer.numbers(), side, side);
    if (isConstant(face) && !isConstant(crop)) {
      throw new RestorationException(
          INVALID_OUTPUT, "the face network answered with a single colour");
    }
    return face;
  }

  private static boolean isConstant(Photograph photograph) {
    ByteBuffer rgb = photograph.rgb();
    for (int i = Photograph.CHANNELS; i < rgb.capacity(); i++) {
      if (rgb.get(i) != rgb.get(i % Photograph.CHANNELS)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    program.close();
  }
}
