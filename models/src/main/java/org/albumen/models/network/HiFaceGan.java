package org.albumen.models.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.albumen.models.torchscript.ScriptClass;
import org.albumen.models.torchscript.ScriptModule;

/**
 * HiFaceGAN (Yang et al. 2020, arXiv:2005.05005): an encoder of content-adaptive suppression, which
 * pools by local importance, and a decoder of residual blocks whose normalisations are modulated by
 * feature or image maps (SPADE), with spectral normalisation of its convolutions.
 *
 * <p>Input: RGB N x 3 x H x W of range [0, 1], both sides multiples of 32. Output: the same size,
 * of range [-1, 1], to be clipped to [0, 1].
 *
 * <p><b>Statistics.</b> {@code forward} answers as upstream does right after loading, in its
 * training mode: normalisations use the statistics of the images at hand, and spectral norms are
 * found by one power iteration from the stored vectors, which are left as they are, so that the
 * same input always gives the same output. One image therefore changes the answer for the others of
 * its batch: {@link #batchForbidden}. The further call {@code evaluate} uses what is stored. In
 * training mode {@code forward} keeps the new vectors and moves the running statistics by a tenth.
 */
public final class HiFaceGan implements TensorNetwork {
  private static final int STAGES = 4;
  private static final String NORM = "spectralspadesyncbatch3x3";

  /** Options of training, and of parts that these networks do not have. */
  private static final Set<String> OF_TRAINING =
      Set.of(
          "aspect_ratio",
          "crop_size",
          "init_train_phase",
          "isTrain",
          "is_test",
          "is_train",
          "label_nc",
          "norm_E",
          "train_phase",
          "z_dim");

  private final Variant variant;
  private final long width;
  private final long channels;

  /** What the files of this family hold. */
  public enum Variant {
    /** Encoder features at every scale as maps; begins with the image at 1/32. */
    NESTED,
    /** The image as maps; begins with the encoder's features. The one with released files. */
    LIP_SPADE,
    /** As LIP-SPADE, but normalised per image: the variant of BasicSR. */
    LIP_SPADE_PER_IMAGE
  }

  /**
   * @param variant what the file holds
   * @param width channels before the last convolution; released files have 48
   * @param channels channels of the image
   */
  public HiFaceGan(Variant variant, int width, int channels) {
    if (width < 1 || channels < 1) {
      throw new IllegalArgumentException("HiFaceGAN needs positive sizes");
    }
    this.variant = variant;
    this.width = width;
    this.channels = channels;
  }

  /**
   * A network from its published options: {@code cls}, {@code ngf} (64), {@code semantic_nc} (3),
   * or those of BasicSR, {@code num_feat} (64) and {@code num_in_ch} (3), which stand for {@link
   * Variant#LIP_SPADE_PER_IMAGE}. Options that change nothing at test time are accepted, so that a
   * file's own description fits.
   *
   * @param otherwise the variant when the options do not tell
   * @throws IllegalArgumentException in one line, when an option is unknown or cannot have its
   *     value
   */
  public static HiFaceGan of(JsonNode options, Variant otherwise) {
    return PublishedOptions.read(
        "HiFaceGAN", options, OF_TRAINING, given -> published(given, otherwise));
  }

  private static HiFaceGan published(PublishedOptions options, Variant otherwise) {
    options.choice("norm_G", NORM);
    options.choice("norm_g", NORM);
    options.choice("num_upsampling_layers", "normal");
    options.integer("output_nc", 3, 3, 3);
    if (options.flag("use_vae", false)) {
      throw options.refusal("use_vae", "false");
    }
    Variant variant = variant(options, otherwise);
    int ngf = options.count("ngf", 64);
    int semantic = options.count("semantic_nc", 3);
    int features = options.count("num_feat", 64);
    int inputs = options.count("num_in_ch", 3);
    return options.has("num_feat") || options.has("num_in_ch")
        ? new HiFaceGan(Variant.LIP_SPADE_PER_IMAGE, features, inputs)
        : new HiFaceGan(variant, ngf, semantic);
  }

  private static Variant variant(PublishedOptions options, Variant otherwise) {
    String type =
        options.choice(
            "cls",
            "HiFaceGANGenerator",
            "HiFaceGANGenerator (netG='hifacegan')",
            "LIPSPADEGenerator",
            "LIPSPADEGenerator (netG='lipspade')");
    if (!options.has("cls")) {
      return otherwise;
    }
    return type.startsWith("LIP") ? Variant.LIP_SPADE : Variant.NESTED;
  }

  @Override
  public ScriptModule module() {
    return module(false);
  }

  /** With the blocks of {@link FastSpade}. */
  @Override
  public Execution execution() {
    return new Execution("composed spade", module(true), Layout.ROWS, true);
  }

  private ScriptModule module(boolean fast) {
    boolean nested = variant == Variant.NESTED;
    boolean perImage = variant == Variant.LIP_SPADE_PER_IMAGE;
    SpadeBlocks blocks = new SpadeBlocks(perImage, fast);
    String middle = perImage ? "g_middle_" : "G_middle_";
    long widest = 16 * width;
    long map = nested ? widest : channels;
    ScriptModule.Builder network =
        ScriptModule.of(nested ? NESTED : network(middle))
            .module("fc", Convolution.same(channels, widest, 3).biased())
            .module("head_0", blocks.block(widest, widest, map))
            .module(middle + 0, blocks.block(widest, widest, map))
            .module(middle + 1, blocks.block(widest, widest, map));
    ScriptModule.Builder ups = ScriptModule.of(stages(nested, fast));
    ScriptModule.Builder colours = ScriptModule.of(COLOURS);
    for (int i = 0; i < STAGES; i++) {
      long out = width << (STAGES - 1 - i);
      ups.module(Integer.toString(i), blocks.block(2 * out, out, nested ? out : channels));
      colours.module(Integer.toString(i), Convolution.same(out, 3, 3).biased());
    }
    ImportanceEncoder encoder = new ImportanceEncoder(channels, width);
    return network
        .module("ups", ups.build())
        .module("to_rgbs", colours.build())
        .module(
            nested ? "encoder" : "lip_encoder", nested ? encoder.nested() : encoder.sequential())
        .build();
  }

  @Override
  public List<String> inputs() {
    return List.of("x");
  }

  @Override
  public List<String> outputs() {
    return List.of("output");
  }

  @Override
  public List<Call> furtherCalls() {
    return List.of(new Call("evaluate", List.of("x"), List.of("output_eval")));
  }

  @Override
  public Set<String> ignored() {
    return BatchNorm.counters(module());
  }

  @Override
  public boolean batchForbidden() {
    return true;
  }

  private static final ScriptClass COLOURS =
      new ScriptClass(
          "Colours",
          """
            def forward(self: __torch__.Colours, x: Tensor) -> Tensor:
              return torch.tanh(getattr(self, "3").forward(torch.leaky_relu(x, 0.2)))
          """);

  /** Each stage doubles the size; fast blocks do so themselves. */
  private static ScriptClass stages(boolean nested, boolean fast) {
    StringBuilder text = new StringBuilder("  def forward(self: __torch__.Stages, x: Tensor, map");
    text.append(nested ? "s: List[Tensor]" : ": Tensor").append(", stored: bool) -> Tensor:\n");
    String doubled = fast ? "x" : "torch.upsample_nearest2d(x, None, [2., 2.])";
    for (int i = 0; i < STAGES; i++) {
      String map = nested ? "maps[" + (i + 2) + "]" : "map";
      text.append("    x = getattr(self, \"").append(i).append("\").forward(");
      text.append(doubled).append(", ").append(map).append(", stored)\n");
    }
    return new ScriptClass("Stages", text.append("    return x\n").toString());
  }

  private static final String CALLS =
      """
        def forward(self: __torch__.NAME, image: Tensor) -> Tensor:
          return self.restore(image, False)
        def evaluate(self: __torch__.NAME, image: Tensor) -> Tensor:
          return self.restore(image, True)
      """;

  /**
   * 16-bit numbers lie channels last, which is faster; 32-bit ones would be no faster so, and their
   * statistics ten times less exact.
   */
  private static final String PREPARE =
      """
          type = ops.prim.dtype(self.fc.weight)
          image = image.to(type)
          if type != 6:
            image = image.contiguous(memory_format=2)
      """;

  private static ScriptClass network(String middle) {
    String methods =
        """
          def restore(self: __torch__.LipSpade, image: Tensor, stored: bool) -> Tensor:
        PREPARE
            x = self.lip_encoder.forward(image)
            x = self.head_0.forward(x, image, stored)
            x = torch.upsample_nearest2d(x, None, [2., 2.])
            x = self.MIDDLE0.forward(x, image, stored)
            x = self.MIDDLE1.forward(x, image, stored)
            return self.to_rgbs.forward(self.ups.forward(x, image, stored)).to(6).contiguous()
        """
            .replace("MIDDLE", middle)
            .replace("PREPARE\n", PREPARE);
    return new ScriptClass("LipSpade", methods + CALLS.replace("NAME", "LipSpade"));
  }

  private static final ScriptClass NESTED =
      new ScriptClass(
          "HiFaceGan",
          """
            def restore(self: __torch__.HiFaceGan, image: Tensor, stored: bool) -> Tensor:
          PREPARE
              maps = self.encoder.forward(image)
              size = [torch.size(image, 2) // 32, torch.size(image, 3) // 32]
              x = self.fc.forward(torch.upsample_nearest2d(image, size, None))
              x = self.head_0.forward(x, maps[0], stored)
              x = torch.upsample_nearest2d(x, None, [2., 2.])
              x = self.G_middle_0.forward(x, maps[1], stored)
              x = self.G_middle_1.forward(x, maps[1], stored)
              return self.to_rgbs.forward(self.ups.forward(x, maps, stored)).to(6).contiguous()
          """
                  .replace("PREPARE\n", PREPARE)
              + CALLS.replace("NAME", "HiFaceGan"));
}
