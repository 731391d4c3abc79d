package org.albumen.models.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.albumen.models.failure.ModelException;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of a published weights file, in the file's order: PyTorch's zip format, its format
 * before 1.6, NVIDIA's pickles of StyleGAN2-ADA and StyleGAN3, safetensors, or the initialisers of
 * an ONNX model; which of them is told by the content. Nothing of the file is executed. A prefix
 * {@code module.} common to all names is dropped.
 *
 * <p>The file must stay as it is until this is closed; tensors are not to be read afterwards. Safe
 * for use by several threads.
 */
public final class Checkpoint implements AutoCloseable {
  private static final int ZIP = 0x04034b50;
  private static final int PICKLE_PROTOCOL = 0x80;

  private final Map<String, Tensor> tensors;
  private final Map<String, Tensor> beside;
  private final AutoCloseable source;

  private Checkpoint(StateDict.Found found, AutoCloseable source) {
    this.tensors = Collections.unmodifiableMap(found.state());
    this.beside = Collections.unmodifiableMap(found.beside());
    this.source = source;
  }

  private static Checkpoint mapped(Map<String, Tensor> tensors) {
    return new Checkpoint(StateDict.Found.only(tensors), () -> {});
  }

  /**
   * Reads names and shapes; numbers are read when asked for.
   *
   * @param rootKey the key of the state dictionary inside the file's dictionary; null: {@code
   *     params_ema}, {@code params} or {@code g_ema}, whichever is there first, else the whole; in
   *     NVIDIA's pickles {@code G_ema}. Ignored for safetensors and ONNX, which hold no other
   *     dictionary.
   * @throws ModelException {@code MODEL_CORRUPT} when the file is damaged, of another kind, or asks
   *     for a class that weights do not need; {@code MODEL_MISMATCH} when it holds no state
   *     dictionary under that key
   */
  @SuppressWarnings("resource") // Handed over to the checkpoint.
  public static Checkpoint open(Path file, @Nullable String rootKey) throws ModelException {
    ByteBuffer bytes = map(file);
    if (Safetensors.recognises(bytes)) {
      return mapped(StateDict.unprefixed(Safetensors.tensors(file, bytes)));
    }
    if (bytes.remaining() >= Integer.BYTES && bytes.getInt(0) == ZIP) {
      TorchZip zip = new TorchZip(file);
      try {
        return new Checkpoint(zip.find(rootKey), zip);
      } catch (ModelException e) {
        closeQuietly(zip);
        throw e;
      }
    }
    if (bytes.hasRemaining() && (bytes.get(0) & 0xff) == PICKLE_PROTOCOL) {
      return TorchLegacy.begins(bytes)
          ? new Checkpoint(TorchLegacy.find(file, bytes, rootKey), () -> {})
          : mapped(NvidiaPickle.tensors(file, bytes, rootKey));
    }
    return mapped(new OnnxInitialisers(file, bytes).tensors());
  }

  /** The tensors by name, in the file's order. */
  public Map<String, Tensor> tensors() {
    return tensors;
  }

  /**
   * The tensors that a PyTorch file holds beside the state dictionary, such as {@code latent_avg};
   * they belong to no digest.
   */
  public Map<String, Tensor> beside() {
    return beside;
  }

  /**
   * SHA-256 over names, shapes and numbers in the order of the names: the same for the same
   * weights, whichever file format holds them. Floating-point numbers count as 32-bit floats.
   *
   * @return 64 lower-case hex digits
   */
  public String digest() throws ModelException {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    for (Map.Entry<String, Tensor> entry : new TreeMap<>(tensors).entrySet()) {
      Tensor tensor = entry.getValue();
      String head = entry.getKey() + '\0' + tensor.shape() + '\0';
      sha256.update(head.getBytes(StandardCharsets.UTF_8));
      numbers(tensor, sha256);
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static void numbers(Tensor tensor, MessageDigest sha256) throws ModelException {
    if (!tensor.floating()) {
      long[] longs = tensor.longs();
      ByteBuffer bytes = ByteBuffer.allocate(longs.length * Long.BYTES);
      bytes.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(longs);
      sha256.update(bytes.array());
      return;
    }
    try {
      tensor.floats(
          (values, count) -> {
            ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES);
            bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values, 0, count);
            sha256.update(bytes.array());
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a digest writes no file
    }
  }

  private static ByteBuffer map(Path file) throws ModelException {
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw Damage.of(file, "it is larger than 2 GiB");
      }
      return channel
          .map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
          .order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw Damage.of(file, "it cannot be opened", e);
    }
  }

  private static void closeQuietly(AutoCloseable source) {
    try {
      source.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    closeQuietly(source);
  }
}
