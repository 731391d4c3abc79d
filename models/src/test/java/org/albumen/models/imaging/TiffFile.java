package org.albumen.models.imaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import org.albumen.models.imaging.metadata.Block;
import org.albumen.models.imaging.raster.RasterShape;

/** A TIFF file written by hand: strips or tiles, pixels or planes, either byte order. */
final class TiffFile {
  static final int SHORT = 3;
  static final int LONG = 4;
  private static final int RATIONAL = 5;
  private static final int UNDEFINED = 7;

  private final ByteOrder order;
  private final Map<Integer, Value> tags = new TreeMap<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  private record Value(int type, Block bytes) {}

  /** Samples in native order, uncompressed in one strip unless something else is asked for. */
  TiffFile(RasterShape shape, ByteOrder order) {
    this.order = order;
    numbers(256, LONG, shape.width());
    numbers(257, LONG, shape.height());
    int[] bits = new int[shape.channels()];
    java.util.Arrays.fill(bits, shape.bits());
    numbers(258, SHORT, bits);
    numbers(259, SHORT, 1);
    numbers(262, SHORT, shape.colours() == 1 ? 1 : 2);
    numbers(277, SHORT, shape.channels());
    if (shape.hasAlpha()) {
      numbers(338, SHORT, 2);
    }
  }

  TiffFile numbers(int tag, int type, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * (type == SHORT ? 2 : 4)).order(order);
    for (int value : values) {
      if (type == SHORT) {
        bytes.putShort((short) value);
      } else {
        bytes.putInt(value);
      }
    }
    return tag(tag, type, bytes.array());
  }

  TiffFile rational(int tag, int numerator, int denominator) {
    return tag(
        tag,
        RATIONAL,
        ByteBuffer.allocate(8).order(order).putInt(numerator).putInt(denominator).array());
  }

  TiffFile text(int tag, String text) {
    return tag(tag, 2, (text + "\0").getBytes(UTF_8));
  }

  TiffFile bytes(int tag, byte[] bytes) {
    return tag(tag, UNDEFINED, bytes);
  }

  private TiffFile tag(int tag, int type, byte[] value) {
    tags.put(tag, new Value(type, Block.of(value)));
    return this;
  }

  TiffFile strips(RasterShape shape, byte[] samples, int rows, boolean deflate) throws IOException {
    int count = (shape.height() + rows - 1) / rows;
    int[] offsets = new int[count];
    int[] sizes = new int[count];
    int rowBytes = (int) shape.rowBytes();
    for (int i = 0; i < count; i++) {
      int from = i * rows * rowBytes;
      int length = Math.min(rows * rowBytes, samples.length - from);
      offsets[i] = 8 + body.size();
      sizes[i] = put(shape, java.util.Arrays.copyOfRange(samples, from, from + length), deflate);
    }
    numbers(259, SHORT, deflate ? 8 : 1);
    numbers(278, LONG, rows);
    return numbers(273, LONG, offsets).numbers(279, LONG, sizes);
  }

  TiffFile tiles(RasterShape shape, byte[] samples, int side, boolean deflate) throws IOException {
    int across = (shape.width() + side - 1) / side;
    int down = (shape.height() + side - 1) / side;
    int[] offsets = new int[across * down];
    int[] sizes = new int[offsets.length];
    int pixel = shape.pixelBytes();
    for (int i = 0; i < offsets.length; i++) {
      byte[] tile = new byte[side * side * pixel];
      int x = i % across * side;
      int width = Math.min(side, shape.width() - x);
      for (int y = i / across * side, row = 0; row < side && y < shape.height(); y++, row++) {
        System.arraycopy(
            samples, (y * shape.width() + x) * pixel, tile, row * side * pixel, width * pixel);
      }
      offsets[i] = 8 + body.size();
      sizes[i] = put(shape, tile, deflate);
    }
    numbers(259, SHORT, deflate ? 8 : 1);
    numbers(322, SHORT, side).numbers(323, SHORT, side);
    return numbers(324, LONG, offsets).numbers(325, LONG, sizes);
  }

  TiffFile planes(RasterShape shape, byte[] samples) throws IOException {
    int bytes = shape.bits() / 8;
    int[] offsets = new int[shape.channels()];
    int[] sizes = new int[offsets.length];
    for (int c = 0; c < offsets.length; c++) {
      byte[] plane = new byte[samples.length / offsets.length];
      for (int i = 0; i < plane.length; i++) {
        plane[i] = samples[(i / bytes * offsets.length + c) * bytes + i % bytes];
      }
      offsets[c] = 8 + body.size();
      sizes[c] = put(shape, plane, false);
    }
    numbers(284, SHORT, 2).numbers(278, LONG, shape.height());
    return numbers(273, LONG, offsets).numbers(279, LONG, sizes);
  }

  private int put(RasterShape shape, byte[] samples, boolean deflate) throws IOException {
    byte[] ordered = samples.clone();
    if (shape.bits() == 16 && order != ByteOrder.nativeOrder()) {
      for (int i = 0; i < samples.length; i++) {
        ordered[i] = samples[i ^ 1];
      }
    }
    int before = body.size();
    if (deflate) {
      DeflaterOutputStream deflated = new DeflaterOutputStream(body);
      deflated.write(ordered);
      deflated.finish();
    } else {
      body.write(ordered);
    }
    int size = body.size() - before;
    if (size % 2 == 1) {
      body.write(0);
    }
    return size;
  }

  /** The file, its directory behind the samples; with more pages like the first when asked. */
  byte[] write(int pages) {
    ByteBuffer file = ByteBuffer.allocate(body.size() + 100_000 * pages).order(order);
    byte mark = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
    file.put(mark).put(mark).putShort((short) 42).putInt(8 + body.size());
    file.put(body.toByteArray());
    for (int page = 0; page < pages; page++) {
      directory(file, page == pages - 1);
    }
    return java.util.Arrays.copyOf(file.array(), file.position());
  }

  private void directory(ByteBuffer file, boolean last) {
    int values = file.position() + 2 + 12 * tags.size() + 4;
    file.putShort((short) tags.size());
    for (Map.Entry<Integer, Value> tag : tags.entrySet()) {
      byte[] value = tag.getValue().bytes().bytes();
      int type = tag.getValue().type();
      int size = type == SHORT ? 2 : type == LONG ? 4 : type == RATIONAL ? 8 : 1;
      file.putShort(tag.getKey().shortValue()).putShort((short) type).putInt(value.length / size);
      if (value.length <= 4) {
        file.put(value).put(new byte[4 - value.length]);
      } else {
        file.putInt(values);
        file.duplicate().position(values).put(value);
        values += value.length + (value.length & 1);
      }
    }
    file.putInt(last ? 0 : values);
    file.position(values);
  }
}
