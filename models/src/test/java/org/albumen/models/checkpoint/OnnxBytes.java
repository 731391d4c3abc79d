package org.albumen.models.checkpoint;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.albumen.models.fixture.TinyTensor;

/** Writes ONNX models that have nothing but initialisers. */
final class OnnxBytes {
  private OnnxBytes() {}

  static byte[] of(List<TinyTensor> tensors) throws IOException {
    ByteArrayOutputStream graph = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(graph);
    for (TinyTensor tensor : tensors) {
      out.writeByteArray(5, tensor(tensor));
    }
    out.flush();
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    out = CodedOutputStream.newInstance(model);
    out.writeInt64(1, 8);
    out.writeByteArray(7, graph.toByteArray());
    out.flush();
    return model.toByteArray();
  }

  private static byte[] tensor(TinyTensor tensor) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    for (int length : tensor.shape()) {
      out.writeInt64(1, length);
    }
    out.writeInt32(2, 1);
    out.writeString(8, tensor.name());
    float[] values = tensor.values();
    ByteBuffer raw = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    out.writeByteArray(9, raw.array());
    out.flush();
    return bytes.toByteArray();
  }
}
