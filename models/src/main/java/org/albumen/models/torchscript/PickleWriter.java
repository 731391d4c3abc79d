package org.albumen.models.torchscript;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.albumen.models.torchscript.ScriptModule.Weight;

/** Writes the few opcodes of pickle protocol 2 that a module tree needs. */
final class PickleWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  PickleWriter() {
    raw(0x80, 2);
  }

  PickleWriter global(String module, String name) {
    out.write('c');
    ascii(module + "\n" + name + "\n");
    return this;
  }

  PickleWriter text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.write('X');
    int32(utf8.length);
    out.writeBytes(utf8);
    return this;
  }

  PickleWriter integer(long value) {
    if (value == (int) value) {
      out.write('J');
      int32((int) value);
    } else {
      raw(0x8a, Long.BYTES);
      ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      out.writeBytes(bytes.putLong(value).array());
    }
    return this;
  }

  PickleWriter real(double value) {
    out.write('G');
    out.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
    return this;
  }

  PickleWriter bool(boolean value) {
    return raw(value ? 0x88 : 0x89);
  }

  PickleWriter integers(long... values) {
    mark();
    for (long value : values) {
      integer(value);
    }
    return tuple();
  }

  /** A tensor at the start of its own storage {@code data/KEY}. */
  PickleWriter tensor(String key, Weight weight, Storage storage) {
    List<Long> shape = weight.shape();
    global("torch._utils", "_rebuild_tensor_v2").mark().mark();
    text("storage").global("torch", storage.numbers(weight).torch());
    text(key).text("cpu").integer(TensorRecord.count(shape)).tuple();
    raw('Q').integer(0);
    integers(shape.stream().mapToLong(Long::longValue).toArray())
        .integers(TensorRecord.strides(weight, storage))
        .bool(false);
    return global("collections", "OrderedDict").raw(')', 'R').tuple().raw('R');
  }

  PickleWriter mark() {
    return raw('(');
  }

  PickleWriter tuple() {
    return raw('t');
  }

  /** Raw opcodes. */
  PickleWriter raw(int... opcodes) {
    for (int opcode : opcodes) {
      out.write(opcode);
    }
    return this;
  }

  byte[] finish() {
    raw('.');
    return out.toByteArray();
  }

  private void int32(int value) {
    raw(value, value >> 8, value >> 16, value >> 24);
  }

  private void ascii(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}
