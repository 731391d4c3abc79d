package org.albumen.models.network;

import java.util.List;
import java.util.Optional;

/**
 * A network that makes images from latents. Its {@code forward(z[, c])} takes a latent {@code z},
 * and a label {@code c} (N x {@link #classes()}) when it knows classes; the first tensor of its
 * answer is N x channels x size x size in RGB or gray, of nominal range [-1, 1], not clamped.
 *
 * <p>A network of a single method declares {@link #latent()} and {@link #size()} and nothing else.
 */
public interface LatentGenerator extends TensorNetwork {

  /** How many numbers a latent has; normal ones are drawn. */
  int latent();

  /** Width and height of the image in pixels. */
  int size();

  /** The shape of one latent without the batch's axis. */
  default List<Long> latentShape() {
    return List.of((long) latent());
  }

  /** Length of a label, with a 1 at the image's class; 0: the network takes none. */
  default int classes() {
    return 0;
  }

  /** What lies between latent and image; empty when latents become images at once. */
  default Optional<StyleSpace> styleSpace() {
    return Optional.empty();
  }
}
