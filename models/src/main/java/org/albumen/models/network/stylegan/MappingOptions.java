package org.albumen.models.network.stylegan;

import java.util.Set;
import org.albumen.models.network.PublishedOptions;

/**
 * The mapping network's options ({@code mapping_kwargs}).
 *
 * @param numLayers fully connected layers
 * @param embedFeatures what a label is embedded to
 * @param layerFeatures numbers between the layers
 * @param lrMultiplier learning rate of the layers relative to the others
 */
public record MappingOptions(
    int numLayers, int embedFeatures, int layerFeatures, double lrMultiplier) {
  private static final double RATE = 0.01;
  private static final int STYLES = 512;
  private static final int MOST_LAYERS = 64;

  public MappingOptions {
    if (numLayers < 1 || embedFeatures < 1 || layerFeatures < 1 || lrMultiplier <= 0) {
      throw new IllegalArgumentException("a mapping network needs positive sizes");
    }
  }

  /** {@code w_avg_beta} is for training. */
  static MappingOptions of(PublishedOptions network, int layers) {
    return of(network, layers, network.count("w_dim", STYLES));
  }

  /**
   * The same of a network without the option {@code w_dim}.
   *
   * @param styles numbers of a style
   */
  static MappingOptions of(PublishedOptions network, int layers, int styles) {
    return network.inner(
        "mapping_kwargs",
        Set.of("w_avg_beta"),
        options ->
            new MappingOptions(
                options.integer("num_layers", layers, 1, MOST_LAYERS),
                options.count("embed_features", styles),
                options.count("layer_features", styles),
                options.positive("lr_multiplier", RATE)));
  }
}
