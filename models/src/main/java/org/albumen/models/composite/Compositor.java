package org.albumen.models.composite;

import static org.albumen.models.failure.RestorationProblem.INVALID_OUTPUT;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.albumen.models.failure.RestorationException;
import org.albumen.models.imaging.Master;
import org.albumen.models.imaging.Photograph;
import org.albumen.models.imaging.Resampling;
import org.albumen.models.imaging.raster.Raster;
import org.albumen.models.imaging.raster.RasterShape;
import org.jspecify.annotations.Nullable;

/**
 * Makes the result from the original and what networks made of it: {@code result = U(original) + M
 * (N - U8)}. U(original) is the original at its own depth, enlarged by Lanczos or as it is; N is
 * the 8-bit sRGB answer, U8 the original as the network saw it, enlarged likewise; M is the
 * alteration mask, 1 where the network's answer is the background and what patches say elsewhere.
 * The change is brought to the original's colours and depth by {@link OwnColours}. Where the mask
 * is 0 and the size stays, the samples are the original's; with an 8-bit sRGB original and mask 1
 * they are the network's. Opacity is enlarged and otherwise untouched.
 *
 * <p>Rows are given from the top, each once, and held in pieces of a bounded size. The result does
 * not depend on how they are given. For use by one thread.
 */
public final class Compositor {
  /** Pixels that are calculated at once: some 40 MiB of numbers. */
  private static final int PIECE = 1 << 20;

  private final Resampling own;
  private final Resampling seen;
  private final OwnColours colours;
  private final List<Patch> patches;
  private final Raster result;
  private final @Nullable Raster mask;
  private final RasterShape shape;
  private final Sameness answered = new Sameness();
  private final Sameness given = new Sameness();

  private final int step;
  private final float[] samples;
  private final float[] before;
  private final float[] after;
  private final float[] shares;
  private long changed;
  private boolean touched;

  /**
   * A compositor of one result.
   *
   * @param patches laid one after the other over the background, within the result
   * @param result of the original's channels and depth, 1, 2 or 4 times its size
   * @param mask takes the alteration mask, 8-bit gray of the result's size, 255 for 1; it is above
   *     0 wherever M is. Null: none is wanted
   */
  public Compositor(Master original, List<Patch> patches, Raster result, @Nullable Raster mask) {
    this.shape = result.shape();
    this.own = Resampling.of(original.raster(), shape.width(), shape.height());
    this.seen = Resampling.of(original, shape.width(), shape.height());
    this.colours = new OwnColours(shape, original.colours());
    this.patches = List.copyOf(patches);
    this.result = result;
    this.mask = mask;
    this.step = Math.max(1, Math.min(shape.height(), PIECE / shape.width()));
    int pixels = step * shape.width();
    this.samples = new float[pixels * shape.channels()];
    this.before = new float[pixels * Photograph.CHANNELS];
    this.after = new float[pixels * Photograph.CHANNELS];
    this.shares = new float[pixels];
  }

  /**
   * Makes the next rows over a network's answer as the background.
   *
   * @throws IOException when the original cannot be read or the result cannot be written
   */
  public void rows(int top, int rows, Answer background) throws IOException {
    pieces(top, rows, background);
  }

  /**
   * Makes the next rows over the original alone.
   *
   * @throws IOException when the original cannot be read or the result cannot be written
   */
  public void rows(int top, int rows) throws IOException {
    pieces(top, rows, null);
  }

  /**
   * What was done, once all rows were given.
   *
   * @throws RestorationException {@code INVALID_OUTPUT} when all that the networks made is of one
   *     colour and the original below it is not
   */
  public Alteration finish() throws RestorationException {
    if (touched && answered.isSame() && !given.isSame()) {
      throw new RestorationException(INVALID_OUTPUT, "the network answered with a single colour");
    }
    return new Alteration((double) changed / shape.pixels(), changed);
  }

  private void pieces(int top, int rows, @Nullable Answer background) throws IOException {
    for (int y = top; y < top + rows; y += step) {
      piece(y, Math.min(step, top + rows - y), background);
    }
  }

  private void piece(int y, int rows, @Nullable Answer background) throws IOException {
    int width = shape.width();
    int pixels = rows * width;
    own.read(0, y, width, rows, samples);
    ByteBuffer original = rounded(pixels);
    List<Patch> here =
        patches.stream().filter(p -> p.y() < y + rows && y < p.y() + p.height()).toList();
    boolean altered = background != null || !here.isEmpty();
    Arrays.fill(shares, 0, pixels, background == null ? 0 : 1);
    if (altered) {
      seen.read(0, y, width, rows, before);
      if (background == null) {
        System.arraycopy(before, 0, after, 0, pixels * Photograph.CHANNELS);
      } else {
        background.read(y, rows, after);
      }
      here.forEach(patch -> lay(patch, y, rows));
      touched = true;
      answered.look(after, pixels);
      given.look(before, pixels);
      colours.change(before, after, pixels, samples);
    }
    if (altered) {
      ByteBuffer now = rounded(pixels);
      count(original, now, pixels);
      result.write(0, y, width, rows, now);
    } else {
      result.write(0, y, width, rows, original);
    }
    writeMask(y, rows);
  }

  /** Blends a patch into what lies there. */
  private void lay(Patch patch, int y, int rows) {
    int top = Math.max(y, patch.y());
    int height = Math.min(y + rows, patch.y() + patch.height()) - top;
    Patch.Pixels pixels = patch.render(patch.x(), top, patch.width(), height);
    for (int i = 0; i < pixels.mask().length; i++) {
      float share = pixels.mask()[i];
      int at = (top - y + i / patch.width()) * shape.width() + patch.x() + i % patch.width();
      shares[at] = 1 - (1 - shares[at]) * (1 - share);
      for (int c = 0; c < Photograph.CHANNELS; c++) {
        float below = after[at * Photograph.CHANNELS + c];
        int above = pixels.rgb()[i * Photograph.CHANNELS + c] & 0xff;
        after[at * Photograph.CHANNELS + c] = below + share * (above - below);
      }
    }
  }

  private ByteBuffer rounded(int pixels) {
    ByteBuffer bytes =
        ByteBuffer.allocate(pixels * shape.pixelBytes()).order(ByteOrder.nativeOrder());
    float max = shape.maxSample();
    for (int i = 0; i < pixels * shape.channels(); i++) {
      int sample = Math.round(Math.max(0, Math.min(max, samples[i])));
      if (shape.bits() == 8) {
        bytes.put((byte) sample);
      } else {
        bytes.putShort((short) sample);
      }
    }
    return bytes.flip();
  }

  private void count(ByteBuffer original, ByteBuffer now, int pixels) {
    if (original.equals(now)) {
      return;
    }
    int size = shape.pixelBytes();
    for (int i = 0; i < pixels; i++) {
      if (!original.slice(i * size, size).equals(now.slice(i * size, size))) {
        changed++;
      }
    }
  }

  private void writeMask(int y, int rows) throws IOException {
    if (mask == null) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.allocate(rows * shape.width());
    while (bytes.hasRemaining()) {
      bytes.put((byte) Math.ceil(255 * shares[bytes.position()]));
    }
    mask.write(0, y, shape.width(), rows, bytes.flip());
  }
}
