package org.albumen.models.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.albumen.models.failure.ModelException;
import org.albumen.models.failure.ModelProblem;

/**
 * One named array of a checkpoint. Its numbers stay in the file until they are asked for. Safe for
 * use by several threads.
 */
public final class Tensor {
  private static final int PIECE = 1 << 16;

  private final String name;
  private final List<Long> shape;
  private final ElementType type;
  private final Layout layout;
  private final Payload payload;
  private final long available;

  /** Where the bytes come from; read anew at each call. */
  @FunctionalInterface
  interface Payload {
    ByteBuffer read() throws ModelException;

    /**
     * The same bytes piece by piece, whole numbers in each; here: in one piece.
     *
     * @throws ModelException when the file turns out to be damaged, perhaps after some pieces
     */
    default void stream(Pieces pieces) throws ModelException, IOException {
      pieces.accept(read());
    }
  }

  /** Takes pieces of a payload, in order. */
  @FunctionalInterface
  interface Pieces {
    void accept(ByteBuffer piece) throws ModelException, IOException;
  }

  /** Takes numbers piece by piece, in order. */
  @FunctionalInterface
  public interface Sink {
    /**
     * The next numbers.
     *
     * @param values belongs to the tensor and is written over afterwards
     * @param count how many of them
     */
    void accept(float[] values, int count) throws ModelException, IOException;
  }

  /** Where elements lie in the payload, in elements: the offset of the first, and the strides. */
  record Layout(long offset, List<Long> strides) {
    static Layout rowMajor(List<Long> shape) {
      Long[] strides = new Long[shape.size()];
      long step = 1;
      for (int i = strides.length - 1; i >= 0; i--) {
        strides[i] = step;
        step *= Math.max(1, shape.get(i));
      }
      return new Layout(0, List.of(strides));
    }
  }

  /**
   * @param available how many elements the payload holds
   * @throws ModelException {@code MODEL_CORRUPT} when shape and layout do not fit in the payload
   */
  Tensor(
      String name,
      List<Long> shape,
      ElementType type,
      Layout layout,
      long available,
      Payload payload)
      throws ModelException {
    this.name = name;
    this.shape = List.copyOf(shape);
    this.type = type;
    this.layout = layout;
    this.payload = payload;
    this.available = available;
    requireFits(available);
  }

  public String name() {
    return name;
  }

  /** The lengths of the axes; empty for a scalar. */
  public List<Long> shape() {
    return shape;
  }

  /** Whether the file keeps floating-point numbers; else whole numbers. */
  public boolean floating() {
    return type.floating();
  }

  /** How many numbers. */
  public int count() {
    long count = 1;
    for (long length : shape) {
      count *= length;
    }
    return (int) count;
  }

  /**
   * The numbers in row-major order, as 32-bit floats: 16-bit ones widened exactly, 64-bit ones
   * rounded.
   *
   * @throws ModelException {@code MODEL_CORRUPT} when the file is damaged there
   */
  public float[] floats() throws ModelException {
    float[] values = new float[count()];
    if (straight()) {
      int[] at = {0};
      try {
        stream(
            (piece, count) -> {
              System.arraycopy(piece, 0, values, at[0], count);
              at[0] += count;
            });
      } catch (IOException e) {
        throw new UncheckedIOException(e); // copying reads and writes no file
      }
      return values;
    }
    int[] positions = positions();
    ByteBuffer data = payload.read().order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < values.length; i++) {
      values[i] = type.floatAt(data, positions[i]);
    }
    return values;
  }

  /**
   * The same numbers piece by piece, so that they are never in memory together where the file has
   * them in this order.
   *
   * @throws ModelException {@code MODEL_CORRUPT} when the file is damaged there, perhaps after some
   *     numbers
   * @throws IOException when the sink fails
   */
  public void floats(Sink sink) throws ModelException, IOException {
    if (straight()) {
      stream(sink);
    } else {
      float[] values = floats();
      sink.accept(values, values.length);
    }
  }

  /** Whether the payload has the numbers in row-major order and nothing else. */
  private boolean straight() {
    return layout.equals(Layout.rowMajor(shape)) && available == count();
  }

  private void stream(Sink sink) throws ModelException, IOException {
    float[] values = new float[PIECE];
    payload.stream(
        bytes -> {
          ByteBuffer data = bytes.order(ByteOrder.LITTLE_ENDIAN);
          int start = data.position();
          int all = data.remaining() / type.bytes();
          for (int done = 0; done < all; done += PIECE) {
            int count = Math.min(PIECE, all - done);
            for (int i = 0; i < count; i++) {
              values[i] = type.floatAt(data, start + (done + i) * type.bytes());
            }
            sink.accept(values, count);
          }
        });
  }

  /**
   * The whole numbers in row-major order.
   *
   * @throws ModelException {@code MODEL_CORRUPT} when the file is damaged there
   * @throws IllegalStateException when the tensor is {@link #floating()}
   */
  public long[] longs() throws ModelException {
    long[] values = new long[count()];
    int[] positions = positions();
    ByteBuffer data = payload.read().order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < values.length; i++) {
      values[i] = type.longAt(data, positions[i]);
    }
    return values;
  }

  /** The byte position of every element, in row-major order. */
  private int[] positions() {
    int[] positions = new int[count()];
    if (positions.length == 0) {
      return positions;
    }
    long[] index = new long[shape.size()];
    long at = layout.offset();
    for (int i = 0; i < positions.length; i++) {
      positions[i] = (int) (at * type.bytes());
      for (int axis = index.length - 1; axis >= 0; axis--) {
        long stride = layout.strides().get(axis);
        at += stride;
        if (++index[axis] < shape.get(axis)) {
          break;
        }
        at -= index[axis] * stride;
        index[axis] = 0;
      }
    }
    return positions;
  }

  private void requireFits(long available) throws ModelException {
    if (shape.size() > 8 || layout.strides().size() != shape.size()) {
      throw absurd();
    }
    boolean empty = shape.contains(0L);
    long count = 1;
    long last = layout.offset();
    for (int i = 0; i < shape.size(); i++) {
      long length = shape.get(i);
      long stride = layout.strides().get(i);
      if (length < 0 || stride < 0 || length > Integer.MAX_VALUE || stride > Integer.MAX_VALUE) {
        throw absurd();
      }
      count *= length;
      last += Math.max(0, length - 1) * stride;
      if (last < 0 || (!empty && (count > available || last >= available))) {
        throw absurd();
      }
    }
    boolean outside = !empty && (count > available || last >= available);
    if (layout.offset() < 0 || outside || available * type.bytes() > Integer.MAX_VALUE) {
      throw absurd();
    }
  }

  private ModelException absurd() {
    String text = shape.toString();
    return new ModelException(
        ModelProblem.MODEL_CORRUPT,
        "tensor "
            + Damage.quote(name)
            + " claims the shape "
            + text.substring(0, Math.min(80, text.length()))
            + ", which its data cannot fill");
  }
}
