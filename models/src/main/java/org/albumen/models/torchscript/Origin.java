package org.albumen.models.torchscript;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.albumen.models.failure.ModelException;
import org.albumen.models.torchscript.Fold.Numbers;

/**
 * What a tensor of an archive is made of, when it is not a tensor of the checkpoint as it stands.
 *
 * @param parts tensors of the checkpoint
 * @param steps the first takes all parts, each further one what the last one made; none: the only
 *     part in another shape
 */
public record Origin(List<Part> parts, List<Fold> steps) {

  /**
   * A tensor of the checkpoint.
   *
   * @param name in the state dictionary, from the module on that has the tensor
   * @param shape as the checkpoint has it
   */
  public record Part(String name, List<Long> shape) {
    public Part {
      shape = List.copyOf(shape);
    }
  }

  public Origin {
    parts = List.copyOf(parts);
    steps = List.copyOf(steps);
  }

  /** One tensor of the checkpoint. */
  public static Origin of(String name, List<Long> shape, Fold... steps) {
    return new Origin(List.of(new Part(name, shape)), List.of(steps));
  }

  /** The factor of every number, when nothing else is done to the only part. */
  OptionalDouble factor() {
    if (parts.size() == 1 && steps.isEmpty()) {
      return OptionalDouble.of(1);
    }
    return parts.size() == 1 && steps.size() == 1 && steps.get(0) instanceof Fold.Scaled scaled
        ? OptionalDouble.of(scaled.factor())
        : OptionalDouble.empty();
  }

  /**
   * Reads the parts and calculates.
   *
   * @param prefix of the module's names
   * @throws ModelException when they cannot be read
   */
  float[] floats(String prefix, Weights weights) throws ModelException {
    List<Numbers> numbers = new ArrayList<>();
    for (Part part : parts) {
      numbers.add(new Numbers(part.shape(), weights.floats(prefix + part.name())));
    }
    for (Fold step : steps) {
      numbers = List.of(step.of(numbers));
    }
    return Fold.only(numbers).values();
  }
}
