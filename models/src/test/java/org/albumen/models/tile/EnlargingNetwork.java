package org.albumen.models.tile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;
import org.albumen.models.compute.ImageNetwork;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.failure.RestorationProblem;

/**
 * A network made by hand: the mean of a square around each pixel, each repeated {@code scale}
 * times. Like a convolution with zero padding, it is wrong near the border of what it sees.
 */
public final class EnlargingNetwork implements ImageNetwork {
  private final int scale;
  private final int alignment;
  private final int radius;
  private final int largestTile;
  private final AtomicInteger calls = new AtomicInteger();

  /**
   * With radius 0 the network looks at one pixel only. Tiles of more pixels do not fit its memory.
   */
  public EnlargingNetwork(int scale, int alignment, int radius, int largestTile) {
    this.scale = scale;
    this.alignment = alignment;
    this.radius = radius;
    this.largestTile = largestTile;
  }

  /** How often the network was run. */
  public int calls() {
    return calls.get();
  }

  @Override
  public int scale() {
    return scale;
  }

  @Override
  public int alignment() {
    return alignment;
  }

  @Override
  public ByteBuffer apply(ByteBuffer rgb, int width, int height) throws RestorationException {
    calls.incrementAndGet();
    if (width % alignment != 0 || height % alignment != 0) {
      throw new IllegalArgumentException("not aligned: " + width + "x" + height);
    }
    if (width * height > largestTile) {
      throw new RestorationException(RestorationProblem.OUT_OF_MEMORY, "too large a tile");
    }
    ByteBuffer out =
        ByteBuffer.allocateDirect(rgb.capacity() * scale * scale).order(ByteOrder.nativeOrder());
    for (int y = 0; y < height * scale; y++) {
      for (int x = 0; x < width * scale; x++) {
        for (int c = 0; c < 3; c++) {
          out.put((byte) mean(rgb, width, height, x / scale, y / scale, c));
        }
      }
    }
    return out.flip();
  }

  private int mean(ByteBuffer rgb, int width, int height, int x, int y, int c) {
    int sum = 0;
    for (int v = Math.max(0, y - radius); v <= Math.min(height - 1, y + radius); v++) {
      for (int u = Math.max(0, x - radius); u <= Math.min(width - 1, x + radius); u++) {
        sum += rgb.get((v * width + u) * 3 + c) & 0xff;
      }
    }
    int side = 2 * radius + 1;
    return Math.round(sum / (float) (side * side));
  }

  @Override
  public void close() {}
}
