package org.albumen.models.torchscript;

import java.util.ArrayList;
import java.util.List;

/**
 * A calculation that is done once, when an archive is written, instead of at every call. A record:
 * its text says all that it does and is part of the archive's description.
 */
public interface Fold {

  /**
   * The result.
   *
   * @param sources what it is made of; they are not changed, but may be passed on
   * @throws IllegalArgumentException when the sources are not of a number or shape that fits
   */
  Numbers of(List<Numbers> sources);

  /**
   * Numbers in row-major order.
   *
   * @param shape the lengths of the axes
   */
  @SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
  record Numbers(List<Long> shape, float[] values) {
    public Numbers {
      shape = List.copyOf(shape);
      if (TensorRecord.count(shape) != values.length) {
        throw new IllegalArgumentException(values.length + " numbers have not the shape " + shape);
      }
    }
  }

  /** The only source of a fold that takes one. */
  static Numbers only(List<Numbers> sources) {
    if (sources.size() != 1) {
      throw new IllegalArgumentException("made of one tensor, not of " + sources.size());
    }
    return sources.get(0);
  }

  /**
   * Every number multiplied.
   *
   * @param factor applied in 64 bits, rounded once
   */
  record Scaled(double factor) implements Fold {
    @Override
    public Numbers of(List<Numbers> sources) {
      Numbers source = only(sources);
      float[] scaled = new float[source.values().length];
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] = (float) (source.values()[i] * factor);
      }
      return new Numbers(source.shape(), scaled);
    }
  }

  /** Tensors one after the other along their first axis. */
  record Stacked() implements Fold {
    @Override
    public Numbers of(List<Numbers> sources) {
      long first = 0;
      int count = 0;
      for (Numbers source : sources) {
        first += source.shape().get(0);
        count += source.values().length;
      }
      float[] all = new float[count];
      int at = 0;
      for (Numbers source : sources) {
        System.arraycopy(source.values(), 0, all, at, source.values().length);
        at += source.values().length;
      }
      List<Long> shape = new ArrayList<>(sources.get(0).shape());
      shape.set(0, first);
      return new Numbers(shape, all);
    }
  }

  /**
   * The sum of the squares of each kernel: the last two axes are summed away.
   *
   * @param factor of every number before it is squared
   */
  record Power(double factor) implements Fold {
    @Override
    public Numbers of(List<Numbers> sources) {
      Numbers source = only(sources);
      List<Long> shape = source.shape();
      int axes = shape.size();
      int area = (int) (shape.get(axes - 1) * shape.get(axes - 2));
      float[] sums = new float[source.values().length / area];
      for (int i = 0; i < sums.length; i++) {
        double sum = 0;
        for (int j = i * area; j < (i + 1) * area; j++) {
          double value = source.values()[j] * factor;
          sum += value * value;
        }
        sums[i] = (float) sum;
      }
      return new Numbers(shape.subList(0, axes - 2), sums);
    }
  }
}
