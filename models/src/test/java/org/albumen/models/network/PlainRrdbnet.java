package org.albumen.models.network;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.albumen.models.fixture.TinyTensor;

/**
 * RRDBNet once more, written loop by loop from the papers in double precision, to compare with. An
 * image is {@code [channel][row][column]}.
 */
final class PlainRrdbnet {
  private final Map<String, TinyTensor> tensors = new TreeMap<>();
  private final int blocks;
  private final int scale;

  PlainRrdbnet(Iterable<TinyTensor> tensors, int blocks, int scale) {
    tensors.forEach(tensor -> this.tensors.put(tensor.name(), tensor));
    this.blocks = blocks;
    this.scale = scale;
  }

  double[][][] apply(double[][][] image) {
    double[][][] first = conv("conv_first", unshuffle(image, 4 / scale));
    double[][][] x = first;
    for (int block = 0; block < blocks; block++) {
      double[][][] y = x;
      for (int dense = 1; dense <= 3; dense++) {
        y = dense("body." + block + ".rdb" + dense + ".", y);
      }
      x = add(x, y, 0.2);
    }
    x = add(first, conv("conv_body", x), 1);
    x = leaky(conv("conv_up1", enlarge(x)));
    x = leaky(conv("conv_up2", enlarge(x)));
    return conv("conv_last", leaky(conv("conv_hr", x)));
  }

  private double[][][] dense(String prefix, double[][][] x) {
    double[][][] all = x;
    for (int i = 1; i <= 4; i++) {
      all = join(all, leaky(conv(prefix + "conv" + i, all)));
    }
    return add(x, conv(prefix + "conv5", all), 0.2);
  }

  private double[][][] conv(String name, double[][][] x) {
    float[] weight = values(name + ".weight");
    float[] bias = values(name + ".bias");
    int height = x[0].length;
    int width = x[0][0].length;
    double[][][] y = new double[bias.length][height][width];
    for (int o = 0; o < bias.length; o++) {
      for (int r = 0; r < height; r++) {
        for (int c = 0; c < width; c++) {
          double sum = bias[o];
          for (int i = 0; i < x.length; i++) {
            for (int tap = 0; tap < 9; tap++) {
              int row = r + tap / 3 - 1;
              int column = c + tap % 3 - 1;
              if (row >= 0 && row < height && column >= 0 && column < width) {
                sum += weight[(o * x.length + i) * 9 + tap] * x[i][row][column];
              }
            }
          }
          y[o][r][c] = sum;
        }
      }
    }
    return y;
  }

  private float[] values(String name) {
    return Objects.requireNonNull(tensors.get(name), name).values();
  }

  private static double[][][] unshuffle(double[][][] x, int factor) {
    double[][][] y =
        new double[x.length * factor * factor][x[0].length / factor][x[0][0].length / factor];
    for (int channel = 0; channel < y.length; channel++) {
      int phase = channel % (factor * factor);
      for (int r = 0; r < y[0].length; r++) {
        for (int c = 0; c < y[0][0].length; c++) {
          y[channel][r][c] =
              x[channel / (factor * factor)][r * factor + phase / factor][
                  c * factor + phase % factor];
        }
      }
    }
    return y;
  }

  private static double[][][] enlarge(double[][][] x) {
    double[][][] y = new double[x.length][x[0].length * 2][x[0][0].length * 2];
    for (int i = 0; i < y.length; i++) {
      for (int r = 0; r < y[0].length; r++) {
        for (int c = 0; c < y[0][0].length; c++) {
          y[i][r][c] = x[i][r / 2][c / 2];
        }
      }
    }
    return y;
  }

  private static double[][][] leaky(double[][][] x) {
    return add(x, x, 0, 0.2);
  }

  private static double[][][] add(double[][][] x, double[][][] y, double factor) {
    return add(x, y, factor, 1);
  }

  /** {@code x + factor y}, negative sums times {@code slope}. */
  private static double[][][] add(double[][][] x, double[][][] y, double factor, double slope) {
    double[][][] z = new double[x.length][x[0].length][x[0][0].length];
    for (int i = 0; i < x.length; i++) {
      for (int r = 0; r < x[0].length; r++) {
        for (int c = 0; c < x[0][0].length; c++) {
          double sum = x[i][r][c] + factor * y[i][r][c];
          z[i][r][c] = sum < 0 ? slope * sum : sum;
        }
      }
    }
    return z;
  }

  private static double[][][] join(double[][][] x, double[][][] y) {
    double[][][] z = new double[x.length + y.length][][];
    System.arraycopy(x, 0, z, 0, x.length);
    System.arraycopy(y, 0, z, x.length, y.length);
    return z;
  }
}
