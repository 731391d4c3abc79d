package org.albumen.models.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes pickles as NVIDIA's generators are published, one opcode a character. */
final class NvidiaBytes {
  static final String PERSISTENT = global("torch_utils.persistence", "_reconstruct_persistent_obj");
  static final String LOAD = global("torch.storage", "_load_from_bytes");
  static final String DICT = global("collections", "OrderedDict") + ")R";

  private NvidiaBytes() {}

  /** A file with the networks {@code G}, halved, and {@code G_ema}; both nested two deep. */
  static byte[] file(int protocol) {
    String scalar =
        global("numpy.core.multiarray", "scalar")
            + global("numpy", "dtype")
            + (text("f8") + "\u0089\u0088\u0087R(K\u0003" + text("<") + "NNNJ")
            + int32(-1)
            + "J"
            + int32(-1)
            + "K\u0000tb"
            + ("C\u0008" + "\u0000".repeat(8) + "\u0086R");
    String easy = global("dnnlib.util", "EasyDict") + ")\u0081" + text("num_layers") + "K\u0002s";
    String file =
        text("G")
            + generator(0.5f)
            + text("D")
            + "N"
            + text("G_ema")
            + generator(1)
            + text("gain")
            + scalar
            + text("training_set_kwargs")
            + easy;
    return latin1("\u0080" + (char) protocol + "}(" + file + "u.");
  }

  private static String generator(float factor) {
    String inner =
        module(
            "Block",
            text("weight")
                + parameter(List.of(2, 2), factor, 2 * factor, 3 * factor, 4 * factor)
                + text("bias")
                + "N",
            text("kept")
                + tensor(storage(7 * factor), List.of())
                + text("temporary")
                + tensor(storage(9), List.of(1)),
            "");
    return module("Generator", "", "", text("block") + inner);
  }

  /** An object of a module's state; the Python source in it is not Python. */
  static String module(String name, String parameters, String buffers, String modules) {
    String left = global("builtins", "set") + "](" + text("temporary") + "e\u0085R";
    return object(
        name,
        text("training")
            + "\u0089"
            + text("_parameters")
            + DICT
            + "("
            + parameters
            + "u"
            + text("_buffers")
            + DICT
            + "("
            + buffers
            + "u"
            + text("_non_persistent_buffers_set")
            + left
            + text("_modules")
            + DICT
            + "("
            + modules
            + "u");
  }

  static String object(String name, String state) {
    return PERSISTENT
        + "}("
        + text("type")
        + text("class")
        + text("version")
        + "K\u0006"
        + text("module_src")
        + text("raise SystemExit('run')")
        + text("class_name")
        + text(name)
        + text("state")
        + "}("
        + state
        + "u"
        + "u\u0085R";
  }

  static String parameter(List<Integer> shape, float... values) {
    return global("torch._utils", "_rebuild_parameter")
        + "("
        + tensor(storage(values), shape)
        + "\u0088"
        + DICT
        + "tR";
  }

  /** A tensor in row-major order over a storage. */
  static String tensor(String storage, List<Integer> shape) {
    List<Integer> strides = new ArrayList<>();
    int stride = 1;
    for (int i = shape.size() - 1; i >= 0; i--) {
      strides.add(0, stride);
      stride *= shape.get(i);
    }
    return tensor(storage, integers(shape), integers(strides));
  }

  static String tensor(String storage, String shape, String strides) {
    return global("torch._utils", "_rebuild_tensor_v2")
        + "("
        + storage
        + "K\u0000("
        + shape
        + "t("
        + strides
        + "t\u0089"
        + DICT
        + "tR";
  }

  /** A call of the storage's reader on a stream of its own; all streams use the same key. */
  static String storage(float... values) {
    String stream = stream(values);
    return LOAD + "B" + int32(stream.length()) + stream + "\u0085R";
  }

  static String stream(float... values) {
    ByteBuffer data = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return "\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019."
        + "\u0080\u0002M\u00e9\u0003.\u0080\u0002}."
        + ("\u0080\u0002(" + text("storage") + global("torch", "FloatStorage") + text("77"))
        + (text("cpu") + "J" + int32(values.length) + "NtQ.")
        + ("\u0080\u0002](" + text("77") + "e.")
        + (int32(values.length) + int32(0))
        + new String(data.array(), StandardCharsets.ISO_8859_1);
  }

  static String integers(List<Integer> values) {
    StringBuilder out = new StringBuilder();
    values.forEach(value -> out.append('J').append(int32(value)));
    return out.toString();
  }

  static String global(String module, String name) {
    return "c" + module + "\n" + name + "\n";
  }

  static String text(String text) {
    return "X" + int32(text.length()) + text;
  }

  static String int32(int value) {
    byte[] bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
