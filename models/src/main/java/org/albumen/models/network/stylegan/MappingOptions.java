package org.albumen.models.network.stylegan;

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

  public MappingOptions {
    if (numLayers < 1 || embedFeatures < 1 || layerFeatures < 1 || lrMultiplier <= 0) {
      throw new IllegalArgumentException("a mapping network needs positive sizes");
    }
  }

  static MappingOptions of(PublishedOptions options, int wDim, int layers) {
    MappingOptions mapping =
        new MappingOptions(
            options.integer("num_layers", layers),
            options.integer("embed_features", wDim),
            options.integer("layer_features", wDim),
            options.real("lr_multiplier", RATE));
    options.ignore("w_avg_beta");
    options.requireNoOthers();
    return mapping;
  }
}
