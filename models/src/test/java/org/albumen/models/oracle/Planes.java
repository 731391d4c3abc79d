package org.albumen.models.oracle;

import org.albumen.models.oracle.Safetensors.Array;

/** Arrays whose last two axes are the rows and columns of images. */
final class Planes {
  private static final int GRID = 32;

  private Planes() {}

  /** Some 32 x 32 pixels of each plane, evenly spread. */
  static Array sample(Array whole) {
    long[] shape = whole.shape();
    int axes = shape.length;
    int height = (int) shape[axes - 2];
    int width = (int) shape[axes - 1];
    int stepY = Math.max(1, height / GRID);
    int stepX = Math.max(1, width / GRID);
    int rows = (height - stepY / 2 + stepY - 1) / stepY;
    int columns = (width - stepX / 2 + stepX - 1) / stepX;
    int planes = whole.values().length / height / width;
    float[] values = new float[planes * rows * columns];
    for (int i = 0; i < values.length; i++) {
      int x = stepX / 2 + i % columns * stepX;
      int y = stepY / 2 + i / columns % rows * stepY;
      values[i] = whole.values()[(i / columns / rows * height + y) * width + x];
    }
    long[] sampled = shape.clone();
    sampled[axes - 2] = rows;
    sampled[axes - 1] = columns;
    return new Array(sampled, values);
  }

  /** The shape before {@link #repeat}. */
  static long[] coarse(long[] shape, int block) {
    long[] coarse = shape.clone();
    coarse[shape.length - 2] /= block;
    coarse[shape.length - 1] /= block;
    return coarse;
  }

  /** Every number becomes {@code block} x {@code block} of them. */
  static Array repeat(Array coarse, int block) {
    long[] shape = coarse.shape().clone();
    int axes = shape.length;
    shape[axes - 2] *= block;
    shape[axes - 1] *= block;
    int height = (int) shape[axes - 2];
    int width = (int) shape[axes - 1];
    float[] repeated = new float[coarse.values().length * block * block];
    for (int i = 0; i < repeated.length; i++) {
      int x = i % width / block;
      int y = i / width % height / block;
      int plane = i / width / height;
      repeated[i] = coarse.values()[(plane * (height / block) + y) * (width / block) + x];
    }
    return new Array(shape, repeated);
  }
}
