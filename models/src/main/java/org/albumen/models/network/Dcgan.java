package org.albumen.models.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.albumen.models.torchscript.ScriptModule;

/**
 * DCGAN (Radford et al. 2015, arXiv:1511.06434) for 64 x 64 pixels, in the two layouts in which it
 * is published: the example of PyTorch, and the chapter of Dive into Deep Learning. Generators map
 * a latent N x Z x 1 x 1 to images N x C x 64 x 64 of range [-1, 1]. In training mode the batch
 * normalisations use the batch's statistics and move the running ones.
 */
public sealed interface Dcgan extends TensorNetwork {
  /** Width and height of all images in pixels. */
  int SIDE = 64;

  /**
   * The example's generator.
   *
   * @param nz length of the latent
   * @param ngf channels before the last convolution
   * @param nc channels of the image
   */
  record Generator(int nz, int ngf, int nc) implements Dcgan, LatentGenerator {
    public Generator {
      positive(nz);
      positive(ngf);
      positive(nc);
    }

    /**
     * A network from its published options.
     *
     * @throws IllegalArgumentException in one line, when an option is unknown or cannot have its
     *     value
     */
    public static Generator of(JsonNode options) {
      return PublishedOptions.read(
          "DCGAN",
          options,
          Set.of(),
          given ->
              new Generator(given.count("nz", 100), given.count("ngf", 64), given.count("nc", 3)));
    }

    @Override
    public ScriptModule module() {
      Chain main = new Chain("Main");
      long in = nz;
      for (int i = 0; i < 4; i++) {
        long out = (long) ngf << (3 - i);
        main.then(Integer.toString(3 * i), up(in, out, i == 0))
            .then(Integer.toString(3 * i + 1), BatchNorm.of(out))
            .leaky(0);
        in = out;
      }
      main.then("12", up(in, nc, false)).apply("torch.tanh(x)");
      return new Chain("DcganGenerator").then("main", main.build()).build();
    }

    @Override
    public int latent() {
      return nz;
    }

    @Override
    public int size() {
      return SIDE;
    }

    @Override
    public List<Long> latentShape() {
      return List.of((long) nz, 1L, 1L);
    }

    @Override
    public List<String> inputs() {
      return List.of("z");
    }
  }

  /**
   * The example's discriminator; its answer is a probability per image.
   *
   * @param ndf channels after the first convolution
   * @param nc channels of the image
   */
  record Discriminator(int ndf, int nc) implements Dcgan {
    public Discriminator {
      positive(ndf);
      positive(nc);
    }

    /**
     * A network from its published options.
     *
     * @throws IllegalArgumentException in one line, when an option is unknown or cannot have its
     *     value
     */
    public static Discriminator of(JsonNode options) {
      return PublishedOptions.read(
          "DCGAN",
          options,
          Set.of(),
          given -> new Discriminator(given.count("ndf", 64), given.count("nc", 3)));
    }

    @Override
    public ScriptModule module() {
      Chain main = new Chain("Main").then("0", down(nc, ndf)).leaky(0.2);
      long in = ndf;
      for (int i = 0; i < 3; i++) {
        main.then(Integer.toString(3 * i + 2), down(in, 2 * in))
            .then(Integer.toString(3 * i + 3), BatchNorm.of(2 * in))
            .leaky(0.2);
        in *= 2;
      }
      main.then("11", last(in)).apply("torch.sigmoid(x)");
      return new Chain("DcganDiscriminator")
          .then("main", main.build())
          .apply("torch.reshape(x, [-1])")
          .build();
    }

    @Override
    public List<String> inputs() {
      return List.of("x");
    }
  }

  /**
   * The book's generator.
   *
   * @param latent length of the latent
   * @param features channels before the last convolution ({@code n_G})
   */
  record BookGenerator(int latent, int features) implements Dcgan, LatentGenerator {
    public BookGenerator {
      positive(latent);
      positive(features);
    }

    /**
     * A network from its published options.
     *
     * @throws IllegalArgumentException in one line, when an option is unknown or cannot have its
     *     value
     */
    public static BookGenerator of(JsonNode options) {
      return PublishedOptions.read(
          "DCGAN",
          options,
          Set.of(),
          given -> new BookGenerator(given.count("latent", 100), given.count("n_G", 64)));
    }

    @Override
    public ScriptModule module() {
      Chain chain = new Chain("DcganBookGenerator");
      long in = latent;
      for (int i = 0; i < 4; i++) {
        long out = (long) features << (3 - i);
        ScriptModule block =
            new Chain("GBlock")
                .then("conv2d_trans", up(in, out, i == 0))
                .then("batch_norm", BatchNorm.of(out))
                .leaky(0)
                .build();
        chain.then(Integer.toString(i), block);
        in = out;
      }
      return chain.then("4", up(in, 3, false)).apply("torch.tanh(x)").build();
    }

    @Override
    public int size() {
      return SIDE;
    }

    @Override
    public List<Long> latentShape() {
      return List.of((long) latent, 1L, 1L);
    }

    @Override
    public List<String> inputs() {
      return List.of("z");
    }
  }

  /**
   * The book's discriminator; its answer is one number of any size per image, N x 1 x 1 x 1.
   *
   * @param features channels after the first convolution ({@code n_D})
   */
  record BookDiscriminator(int features) implements Dcgan {
    public BookDiscriminator {
      positive(features);
    }

    /**
     * A network from its published options.
     *
     * @throws IllegalArgumentException in one line, when an option is unknown or cannot have its
     *     value
     */
    public static BookDiscriminator of(JsonNode options) {
      return PublishedOptions.read(
          "DCGAN", options, Set.of(), given -> new BookDiscriminator(given.count("n_D", 64)));
    }

    @Override
    public ScriptModule module() {
      Chain chain = new Chain("DcganBookDiscriminator");
      long in = 3;
      for (int i = 0; i < 4; i++) {
        long out = (long) features << i;
        ScriptModule block =
            new Chain("DBlock")
                .then("conv2d", down(in, out))
                .then("batch_norm", BatchNorm.of(out))
                .leaky(0.2)
                .build();
        chain.then(Integer.toString(i), block);
        in = out;
      }
      return chain.then("4", last(in)).build();
    }

    @Override
    public List<String> inputs() {
      return List.of("x");
    }
  }

  @Override
  default List<String> outputs() {
    return List.of("output");
  }

  @Override
  default Set<String> ignored() {
    return BatchNorm.counters(module());
  }

  private static ScriptModule up(long in, long out, boolean first) {
    return new Convolution(in, out, 4, first ? 1 : 2, first ? 0 : 1, 1).transposed();
  }

  private static ScriptModule down(long in, long out) {
    return new Convolution(in, out, 4, 2, 1, 1).plain();
  }

  private static ScriptModule last(long in) {
    return new Convolution(in, 1, 4, 1, 0, 1).plain();
  }

  private static void positive(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("DCGAN needs positive sizes");
    }
  }
}
