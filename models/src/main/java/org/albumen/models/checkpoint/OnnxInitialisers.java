package org.albumen.models.checkpoint;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.albumen.models.failure.ModelException;
import org.jspecify.annotations.Nullable;

/**
 * The weights of an ONNX file: {@code ModelProto.graph.initializer}. Numbers that the exporter made
 * (their names contain {@code ::}) are parts of the graph, not weights, and are left out.
 *
 * <p>Field numbers are those of onnx.proto3.
 */
final class OnnxInitialisers {
  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_INITIALIZER = 5;
  private static final String EXPORTED_CONSTANT = "::";

  private final Path file;
  private final CodedInputStream in;

  /**
   * @param bytes the whole file
   */
  OnnxInitialisers(Path file, ByteBuffer bytes) {
    this.file = file;
    this.in = CodedInputStream.newInstance(bytes);
    in.enableAliasing(true);
    in.setSizeLimit(Integer.MAX_VALUE);
  }

  Map<String, Tensor> tensors() throws ModelException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    boolean graphSeen = false;
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (isMessage(tag, MODEL_GRAPH)) {
          graphSeen = true;
          int outer = in.pushLimit(in.readRawVarint32());
          readGraph(tensors);
          in.popLimit(outer);
        } else {
          in.skipField(tag);
        }
      }
    } catch (IOException | RuntimeException e) {
      throw Damage.of(file, "it is no ONNX model, or is damaged or cut off", e);
    }
    if (!graphSeen) {
      throw Damage.of(file, "it is no ONNX model: it has no graph");
    }
    return tensors;
  }

  private void readGraph(Map<String, Tensor> tensors) throws IOException, ModelException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (isMessage(tag, GRAPH_INITIALIZER)) {
        int outer = in.pushLimit(in.readRawVarint32());
        @Nullable Tensor tensor = new Initialiser().read();
        in.popLimit(outer);
        if (tensor != null) {
          tensors.put(tensor.name(), tensor);
        }
      } else {
        in.skipField(tag);
      }
    }
  }

  private static boolean isMessage(int tag, int field) {
    return WireFormat.getTagFieldNumber(tag) == field
        && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }

  /** One {@code TensorProto}. */
  private final class Initialiser {
    private String name = "";
    private int dataType;
    private final List<Long> shape = new ArrayList<>();
    private ByteBuffer data = ByteBuffer.allocate(0);

    @Nullable Tensor read() throws IOException, ModelException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (WireFormat.getTagFieldNumber(tag)) {
          case 1 -> readDims(tag);
          case 2 -> dataType = in.readInt32();
          case 4, 10 -> readPacked(tag);
          case 8 -> name = in.readString();
          case 9 -> data = aliased(in.readBytes());
          case 13 -> throw Damage.of(file, "its weights lie in another file");
          default -> in.skipField(tag);
        }
      }
      if (name.contains(EXPORTED_CONSTANT)) {
        return null;
      }
      @Nullable ElementType type = ElementType.ofOnnx(dataType);
      if (type == null) {
        throw Damage.of(
            file, "the tensor " + Damage.quote(name) + " has the element type " + dataType);
      }
      return new Tensor(
          name,
          shape,
          type,
          Tensor.Layout.rowMajor(shape),
          data.remaining() / type.bytes(),
          data::duplicate);
    }

    private void readDims(int tag) throws IOException {
      if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        shape.add(in.readInt64());
        return;
      }
      int outer = in.pushLimit(in.readRawVarint32());
      while (in.getBytesUntilLimit() > 0) {
        shape.add(in.readInt64());
      }
      in.popLimit(outer);
    }

    /** {@code float_data} and {@code double_data}: packed, the same bytes as {@code raw_data}. */
    private void readPacked(int tag) throws IOException, ModelException {
      if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        throw Damage.of(file, "a tensor's numbers are not packed");
      }
      data = aliased(in.readBytes());
    }

    private ByteBuffer aliased(ByteString bytes) {
      return bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
