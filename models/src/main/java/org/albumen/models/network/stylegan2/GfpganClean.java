package org.albumen.models.network.stylegan2;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.albumen.models.network.Execution;
import org.albumen.models.network.PublishedOptions;
import org.albumen.models.network.TensorNetwork;
import org.albumen.models.torchscript.ScriptModule;

/**
 * GFPGAN's network of versions 1.2, 1.3 and 1.4 (Wang et al. 2021, arXiv:2101.04061), without
 * operators of its own. Maps {@code x}, N x 3 x S x S in RGB of range [-1, 1], to {@code output} of
 * the same shape and range (not clamped), {@code style_code}, and the U-Net's colours {@code rgb0},
 * {@code rgb1} and so on, from 8 x 8 pixels up. The decoder's noise is that of the checkpoint.
 *
 * @param outSize S, a power of two ({@code out_size})
 * @param styleFeatures length of a latent vector ({@code num_style_feat})
 * @param channelMultiplier of the channels above 32 pixels ({@code channel_multiplier})
 * @param mappingDepth layers of the mapping network ({@code num_mlp})
 * @param inputIsLatent whether the mapping network is left out ({@code input_is_latent})
 * @param differentLatents whether each layer has a latent vector of its own ({@code different_w})
 * @param narrow factor of all channels ({@code narrow})
 * @param halfModulated whether half of the decoder's channels pass unchanged ({@code sft_half})
 */
public record GfpganClean(
    int outSize,
    int styleFeatures,
    int channelMultiplier,
    int mappingDepth,
    boolean inputIsLatent,
    boolean differentLatents,
    double narrow,
    boolean halfModulated)
    implements TensorNetwork {

  /** The configuration of the published files of versions 1.2 to 1.4. */
  public static final GfpganClean PUBLISHED = new GfpganClean(512, 512, 2, 8, true, true, 1, true);

  public GfpganClean {
    new ChannelTable(channelMultiplier, narrow)
        .halved()
        .require(outSize, styleFeatures, mappingDepth);
  }

  /**
   * Reads the published options.
   *
   * @throws IllegalArgumentException when one is unknown, missing or impossible
   */
  public static GfpganClean of(JsonNode config) {
    return PublishedOptions.read(
        "GFPGAN",
        config,
        Gfpgan.OF_TRAINING,
        options ->
            new GfpganClean(
                options.powerOfTwo("out_size", 8, 2048),
                options.count("num_style_feat", 512),
                options.count("channel_multiplier", 2),
                options.integer("num_mlp", 8, 0, ChannelTable.DEEPEST),
                options.flag("input_is_latent", false),
                options.flag("different_w", false),
                options.positive("narrow", 1),
                options.flag("sft_half", false)));
  }

  @Override
  public ScriptModule module() {
    return module(Modulation.BY_BATCH);
  }

  @Override
  public Execution execution() {
    return Modulation.execution(module(Modulation.FOLDED));
  }

  /** The network with its modulated convolutions calculated in the given way. */
  public ScriptModule module(Modulation modulation) {
    return new Gfpgan(
            new CleanParts(modulation),
            new ChannelTable(channelMultiplier, narrow),
            outSize,
            styleFeatures,
            mappingDepth,
            halfModulated,
            differentLatents,
            !inputIsLatent)
        .module();
  }

  /** Noise to take instead of the checkpoint's, by key; the same for the same seed. */
  public Map<String, float[]> noises(long seed) {
    return Noises.seeded(module(), seed);
  }

  @Override
  public List<String> inputs() {
    return List.of("x");
  }

  @Override
  public List<String> outputs() {
    return Gfpgan.outputs(outSize);
  }
}
