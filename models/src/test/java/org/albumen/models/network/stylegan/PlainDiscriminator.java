package org.albumen.models.network.stylegan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The discriminator of StyleGAN2-ADA in plain loops of doubles, as the papers describe it: images
 * one by one but for the deviation among them. Features are channels of rows of pixels.
 */
final class PlainDiscriminator {
  private static final double[] TAPS = {0.125, 0.375, 0.375, 0.125};

  private final DiscriminatorOptions options;
  private final Map<String, float[]> weights;

  PlainDiscriminator(DiscriminatorOptions options, Map<String, float[]> weights) {
    this.options = options;
    this.weights = weights;
  }

  /** The scores of a batch; a label per image, empty without labels. */
  double[] scores(List<double[][]> images, List<double[]> labels) {
    List<double[][]> last = new ArrayList<>();
    for (double[][] image : images) {
      last.add(features(image));
    }
    List<double[][]> compared = options.mbstdNumChannels() == 0 ? last : compared(last);
    double[] scores = new double[images.size()];
    for (int i = 0; i < scores.length; i++) {
      double[][] x = active("b4.conv", compared.get(i), 4, 1, 1);
      double[] out = linear("b4.out", leaky(linear("b4.fc", flat(x), 1)), 1);
      scores[i] = labels.isEmpty() ? out[0] : projected(out, labels.get(i));
    }
    return scores;
  }

  private double[][] features(double[][] image) {
    boolean skip = options.architecture().equals("skip");
    double[][] small = image;
    double[][] x = new double[0][];
    for (int side = options.imgResolution(); side > 4; side /= 2) {
      String block = "b" + side;
      if (skip || side == options.imgResolution()) {
        x = sum(x, active(block + ".fromrgb", small, side, 1, 1));
      }
      boolean resnet = options.architecture().equals("resnet");
      double share = resnet ? Math.sqrt(0.5) : 1;
      double[][] y = active(block + ".conv0", x, side, 1, 1);
      y = active(block + ".conv1", filtered(y, side, 2, 1), side + 1, 2, share);
      if (resnet) {
        double[][] round = filtered(x, side, 1, 2);
        double gain = share / Math.sqrt(x.length);
        y = sum(y, convolved(block + ".skip", round, side / 2, 1, 0, gain));
      }
      x = y;
      small = skip ? filtered(small, side, 1, 2) : small;
    }
    return skip ? sum(x, active("b4.fromrgb", small, 4, 1, 1)) : x;
  }

  /** The standard deviations of every group beside its features. */
  private List<double[][]> compared(List<double[][]> all) {
    int group = Math.min(options.mbstdGroupSize(), all.size());
    int groups = all.size() / group;
    int parts = options.mbstdNumChannels();
    List<double[][]> compared = new ArrayList<>();
    for (int image = 0; image < all.size(); image++) {
      double[][] x = all.get(image);
      double[][] beside = new double[x.length + parts][16];
      System.arraycopy(x, 0, beside, 0, x.length);
      int width = x.length / parts;
      for (int part = 0; part < parts; part++) {
        double total = 0;
        for (int c = part * width; c < (part + 1) * width; c++) {
          for (int pixel = 0; pixel < 16; pixel++) {
            total += deviation(all, image % groups, groups, c, pixel);
          }
        }
        Arrays.fill(beside[x.length + part], total / (width * 16));
      }
      compared.add(beside);
    }
    return compared;
  }

  /** Images first, first + step and so on are a group. */
  private static double deviation(
      List<double[][]> all, int first, int step, int channel, int pixel) {
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (int i = first; i < all.size(); i += step, count++) {
      sum += all.get(i)[channel][pixel];
    }
    for (int i = first; i < all.size(); i += step) {
      squares += Math.pow(all.get(i)[channel][pixel] - sum / count, 2);
    }
    return Math.sqrt(squares / count + 1e-8);
  }

  private double projected(double[] out, double[] label) {
    double[] x = linear("mapping.embed", label, 1);
    double power = 0;
    for (double v : x) {
      power += v * v / x.length;
    }
    for (int i = 0; i < x.length; i++) {
      x[i] /= Math.sqrt(power + 1e-8);
    }
    for (int i = 0; i < options.mapping().numLayers(); i++) {
      x = leaky(linear("mapping.fc" + i, x, options.mapping().lrMultiplier()));
    }
    double product = 0;
    for (int i = 0; i < x.length; i++) {
      product += x[i] * out[i];
    }
    return product / Math.sqrt(x.length);
  }

  /**
   * A convolution with bias, leaky ReLU of slope 0.2, gain and limit; of even sides of stride 1.
   */
  private double[][] active(String name, double[][] x, int side, int stride, double share) {
    int taps = name.endsWith("fromrgb") ? 1 : 3;
    double gain = 1 / Math.sqrt((double) x.length * taps * taps);
    double[][] y = convolved(name, x, side, stride, stride == 1 ? taps / 2 : 0, gain);
    double limit = options.convClamp() * share;
    for (int c = 0; c < y.length; c++) {
      for (int i = 0; i < y[c].length; i++) {
        double v = y[c][i] + weights(name + ".bias")[c];
        v = (v < 0 ? 0.2 * v : v) * Math.sqrt(2) * share;
        y[c][i] = Math.max(-limit, Math.min(limit, v));
      }
    }
    return y;
  }

  private double[][] convolved(
      String name, double[][] x, int side, int stride, int pad, double gain) {
    float[] weight = weights(name + ".weight");
    int taps = name.endsWith("skip") || name.endsWith("fromrgb") ? 1 : 3;
    int to = (side + 2 * pad - taps) / stride + 1;
    double[][] y = new double[weight.length / x.length / taps / taps][to * to];
    for (int o = 0; o < y.length; o++) {
      for (int at = 0; at < to * to; at++) {
        for (int k = 0; k < x.length * taps * taps; k++) {
          int row = at / to * stride + k / taps % taps - pad;
          int column = at % to * stride + k % taps - pad;
          if (row >= 0 && row < side && column >= 0 && column < side) {
            y[o][at] +=
                gain
                    * weight[o * x.length * taps * taps + k]
                    * x[k / taps / taps][row * side + column];
          }
        }
      }
    }
    return y;
  }

  /** The low-pass filter, which is symmetric, at every {@code stride}-th pixel. */
  private static double[][] filtered(double[][] x, int side, int pad, int stride) {
    int to = (side + 2 * pad - TAPS.length) / stride + 1;
    double[][] y = new double[x.length][to * to];
    for (int c = 0; c < x.length; c++) {
      for (int at = 0; at < to * to; at++) {
        for (int k = 0; k < 16; k++) {
          int row = at / to * stride + k / 4 - pad;
          int column = at % to * stride + k % 4 - pad;
          if (row >= 0 && row < side && column >= 0 && column < side) {
            y[c][at] += TAPS[k / 4] * TAPS[k % 4] * x[c][row * side + column];
          }
        }
      }
    }
    return y;
  }

  private double[] linear(String name, double[] x, double rate) {
    float[] weight = weights(name + ".weight");
    float[] bias = weights(name + ".bias");
    double[] y = new double[bias.length];
    for (int o = 0; o < y.length; o++) {
      y[o] = bias[o] * rate;
      for (int i = 0; i < x.length; i++) {
        y[o] += x[i] * weight[o * x.length + i] * rate / Math.sqrt(x.length);
      }
    }
    return y;
  }

  private static double[] leaky(double[] x) {
    return Arrays.stream(x).map(v -> (v < 0 ? 0.2 * v : v) * Math.sqrt(2)).toArray();
  }

  private static double[] flat(double[][] x) {
    return Arrays.stream(x).flatMapToDouble(Arrays::stream).toArray();
  }

  /** The second is added to the first, which may be nothing yet. */
  private static double[][] sum(double[][] a, double[][] b) {
    if (a.length == 0) {
      return b;
    }
    double[][] sum = new double[a.length][a[0].length];
    for (int c = 0; c < a.length; c++) {
      for (int i = 0; i < sum[c].length; i++) {
        sum[c][i] = a[c][i] + b[c][i];
      }
    }
    return sum;
  }

  private float[] weights(String name) {
    return Objects.requireNonNull(weights.get(name), name);
  }
}
