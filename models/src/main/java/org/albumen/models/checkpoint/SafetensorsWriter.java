package org.albumen.models.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.albumen.models.failure.ModelException;

/**
 * Writes 32-bit floats as a safetensors file. The same input gives the same bytes. One tensor is in
 * memory at a time.
 */
public final class SafetensorsWriter {
  private SafetensorsWriter() {}

  /** Where the numbers come from. */
  @FunctionalInterface
  public interface Numbers {
    /**
     * The numbers of one tensor.
     *
     * @return in row-major order, as many as the shape says
     * @throws ModelException when they cannot be read
     */
    float[] floats(String name) throws ModelException;
  }

  /**
   * Writes the file beside its target and moves it there, so that a reader sees all of it or
   * nothing.
   *
   * @param shapes the lengths of the axes by name, in the order in which to write; no name twice,
   *     none {@code __metadata__}
   * @throws ModelException when the numbers cannot be read; nothing is left behind
   * @throws IllegalArgumentException when a tensor has not as many numbers as its shape
   */
  public static void write(Path target, Map<String, List<Long>> shapes, Numbers numbers)
      throws IOException, ModelException {
    Path unfinished =
        target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".unfinished");
    try {
      try (OutputStream out =
          new BufferedOutputStream(
              Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW), 1 << 16)) {
        byte[] header = header(shapes);
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.write(length.putLong(header.length).array());
        out.write(header);
        for (Map.Entry<String, List<Long>> entry : shapes.entrySet()) {
          out.write(bytes(entry.getKey(), entry.getValue(), numbers));
        }
      }
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** Padded with blanks, so that the numbers begin at a multiple of eight bytes. */
  private static byte[] header(Map<String, List<Long>> shapes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartObject();
      long offset = 0;
      for (Map.Entry<String, List<Long>> entry : shapes.entrySet()) {
        long end = offset + count(entry.getValue()) * Float.BYTES;
        long[] shape = entry.getValue().stream().mapToLong(Long::longValue).toArray();
        json.writeObjectFieldStart(entry.getKey());
        json.writeStringField("dtype", "F32");
        json.writeFieldName("shape");
        json.writeArray(shape, 0, shape.length);
        json.writeFieldName("data_offsets");
        json.writeArray(new long[] {offset, end}, 0, 2);
        json.writeEndObject();
        offset = end;
      }
      json.writeEndObject();
    }
    while (out.size() % Long.BYTES != 0) {
      out.write(' ');
    }
    return out.toByteArray();
  }

  private static byte[] bytes(String name, List<Long> shape, Numbers numbers)
      throws ModelException {
    float[] values = numbers.floats(name);
    if (values.length != count(shape)) {
      throw new IllegalArgumentException(
          name + " has " + values.length + " numbers, not the shape " + shape);
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static long count(List<Long> shape) {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }
}
