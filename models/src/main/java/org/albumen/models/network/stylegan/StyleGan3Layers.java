package org.albumen.models.network.stylegan;

import java.util.ArrayList;
import java.util.List;

/**
 * What each layer of StyleGAN3 works at: sampling rate, cutoff and half-width of the transition
 * band, size and channels (Karras et al. 2021, arXiv:2106.12423, section 3.2 and appendix G.1: both
 * cutoff and stopband grow geometrically, and the last layers are critically sampled).
 */
final class StyleGan3Layers {
  private StyleGan3Layers() {}

  /**
   * The signal between two layers.
   *
   * @param cutoff cycles per image side
   * @param rate samples per image side
   * @param size width and height with margins, in samples
   */
  record Signal(double cutoff, double rate, int size, int channels) {}

  /**
   * One layer.
   *
   * @param up how much denser the nonlinearity is sampled than the input
   * @param down how much denser than the output
   * @param padBefore zeros at the start of an axis before the first filter, negative to crop
   * @param padAfter zeros at its end
   * @param radial whether the second filter has two dimensions
   */
  record Layer(
      Signal in,
      Signal out,
      int kernel,
      int up,
      int down,
      int upTaps,
      int downTaps,
      int padBefore,
      int padAfter,
      boolean radial) {}

  /** The signals, that of the input first and that of toRGB last. */
  static List<Signal> signals(StyleGan3Options o) {
    int layers = o.numLayers();
    double lastCutoff = o.imgResolution() / 2.0;
    double lastStopband = lastCutoff * o.lastStopbandRel();
    List<Signal> signals = new ArrayList<>();
    for (int i = 0; i <= layers; i++) {
      double step = Math.min(i / (double) (layers - o.numCritical()), 1);
      double cutoff = o.firstCutoff() * Math.pow(lastCutoff / o.firstCutoff(), step);
      double stopband = o.firstStopband() * Math.pow(lastStopband / o.firstStopband(), step);
      double wanted = Math.min(stopband * 2, o.imgResolution());
      // A frequency that is a power of two but for rounding is one.
      double rate = Math.pow(2, Math.ceil(Math.log(wanted) / Math.log(2) - 1e-9));
      int size = i >= layers - 1 ? o.imgResolution() : (int) rate + 2 * o.marginSize();
      double channels = Math.rint(Math.min(o.channelBase() / 2.0 / cutoff, o.channelMax()));
      signals.add(new Signal(cutoff, rate, size, i == layers ? o.imgChannels() : (int) channels));
    }
    return signals;
  }

  /** The layers in order, toRGB last. */
  static List<Layer> layers(StyleGan3Options o) {
    List<Signal> signals = signals(o);
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i <= o.numLayers(); i++) {
      Signal in = signals.get(Math.max(i - 1, 0));
      boolean critical = i >= o.numLayers() - o.numCritical();
      layers.add(layer(o, in, signals.get(i), i == o.numLayers(), critical));
    }
    return layers;
  }

  private static Layer layer(
      StyleGan3Options o, Signal in, Signal out, boolean rgb, boolean critical) {
    double dense = Math.max(in.rate(), out.rate()) * (rgb ? 1 : o.lreluUpsampling());
    int kernel = rgb ? 1 : o.convKernel();
    int up = (int) Math.rint(dense / in.rate());
    int down = (int) Math.rint(dense / out.rate());
    int upTaps = up > 1 && !rgb ? o.filterSize() * up : 1;
    int downTaps = down > 1 && !rgb ? o.filterSize() * down : 1;
    int missing = (out.size() - 1) * down + 1 - (in.size() + kernel - 1) * up;
    int padding = missing + upTaps + downTaps - 2;
    int before = Math.floorDiv(padding + up, 2);
    boolean radial = o.useRadialFilters() && !critical;
    return new Layer(in, out, kernel, up, down, upTaps, downTaps, before, padding - before, radial);
  }
}
