package org.albumen.models.face.restore;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import org.albumen.models.catalogue.ModelCard;
import org.albumen.models.catalogue.NetworkSpec;
import org.albumen.models.face.align.Template;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;
import org.albumen.models.imaging.Photograph;
import org.jspecify.annotations.Nullable;

/**
 * What a face network takes and answers: which crop, and how its bytes become numbers and the
 * numbers bytes again. All of them answer a crop of the size that they took, red first or blue
 * first as they took it.
 *
 * @param template how the face lies in the crop
 * @param symmetric whether black is -1 and white 1; else 0 and 1
 * @param blueFirst the order of the planes
 * @param rounds whether levels are rounded; else truncated
 */
record FaceContract(Template template, boolean symmetric, boolean blueFirst, boolean rounds) {
  private static final int USUAL_SIZE = 512;
  private static final float WHITE = 255;

  /**
   * The contract of a card. What the card of an imported file leaves open is as published for the
   * kind of network.
   *
   * @throws ModelException {@code MODEL_MISMATCH} when the network restores no faces
   */
  static FaceContract of(ModelCard card) throws ModelException {
    if (!(card.network() instanceof NetworkSpec.Tensors tensors)) {
      throw none(card);
    }
    JsonNode options = tensors.options();
    return switch (tensors.network()) {
      case "gfpgan-clean", "gfpgan-v1" ->
          of(card, ModelCard.Template.FACEXLIB, side(options, "out_size"), true, true);
      case "gpen" -> of(card, ModelCard.Template.GPEN, side(options, "size"), true, false);
      case "hifacegan", "lip-spade" -> of(card, ModelCard.Template.FFHQ, USUAL_SIZE, false, false);
      default -> throw none(card);
    };
  }

  private static FaceContract of(
      ModelCard card, ModelCard.Template usual, int size, boolean symmetric, boolean rounds)
      throws ModelException {
    ModelCard.Template given = card.template() == ModelCard.Template.NONE ? usual : card.template();
    Template template =
        switch (given) {
          case FACEXLIB, FFHQ, NONE -> Template.ffhq(size);
          case FACEXLIB_THREE -> Template.ffhqThreePoints(size);
          case GPEN -> Template.gpen(size);
        };
    boolean numbers =
        switch (card.normalisation()) {
          case MINUS_ONE_TO_ONE -> true;
          case ZERO_TO_ONE -> false;
          case AS_TRAINED -> symmetric;
          default -> throw none(card);
        };
    return new FaceContract(template, numbers, card.colours() == ModelCard.Colours.BGR, rounds);
  }

  private static int side(@Nullable JsonNode options, String name) {
    return options == null ? USUAL_SIZE : options.path(name).asInt(USUAL_SIZE);
  }

  private static ModelException none(ModelCard card) {
    return new ModelException(
        ModelProblem.MODEL_MISMATCH,
        "the model " + card.name() + " restores no faces; name a face network");
  }

  /** The crop's planes of numbers. */
  float[] numbers(Photograph crop) {
    ByteBuffer rgb = crop.rgb();
    int plane = rgb.capacity() / Photograph.CHANNELS;
    float[] numbers = new float[rgb.capacity()];
    for (int i = 0; i < plane; i++) {
      for (int c = 0; c < Photograph.CHANNELS; c++) {
        float share = (rgb.get(i * Photograph.CHANNELS + c) & 0xff) / WHITE;
        numbers[channel(c) * plane + i] = symmetric ? (share - 0.5f) / 0.5f : share;
      }
    }
    return numbers;
  }

  /**
   * The image that planes of finite numbers are.
   *
   * @param numbers 3 x height x width
   */
  Photograph image(float[] numbers, int width, int height) {
    Photograph image = Photograph.black(width, height);
    ByteBuffer rgb = image.rgb();
    int plane = width * height;
    for (int i = 0; i < plane; i++) {
      for (int c = 0; c < Photograph.CHANNELS; c++) {
        rgb.put((byte) level(numbers[channel(c) * plane + i]));
      }
    }
    return image;
  }

  private int channel(int c) {
    return blueFirst ? Photograph.CHANNELS - 1 - c : c;
  }

  private int level(float number) {
    float share = symmetric ? (number + 1) / 2 : number;
    float level = Math.max(0, Math.min(1, share)) * WHITE;
    return rounds ? (int) Math.rint(level) : (int) level;
  }
}
