package org.albumen.models.checkpoint;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.albumen.models.checkpoint.TorchGlobals.StorageRef;
import org.albumen.models.failure.ModelException;
import org.jspecify.annotations.Nullable;

/**
 * The {@code torch.save} format before PyTorch 1.6: five pickles (magic number, protocol version,
 * system information, the object, the storages' keys), then for each key a 64-bit count and the raw
 * elements.
 */
final class TorchLegacy {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long PROTOCOL = 1001;

  private TorchLegacy() {}

  /**
   * @param in the whole file; the tensors keep referring to it
   */
  static Map<String, Tensor> tensors(Path file, ByteBuffer in, @Nullable String rootKey)
      throws ModelException {
    Object root;
    Map<String, ByteBuffer> storages;
    try {
      if (!MAGIC.equals(new Unpickler(in).read())
          || !Long.valueOf(PROTOCOL).equals(new Unpickler(in).read())) {
        throw Damage.of(file, "it is a pickle, but not one written by torch.save");
      }
      new Unpickler(in).read();
      Unpickler object = new Unpickler(in);
      root = object.read();
      storages = storages(file, in, new Unpickler(in).read(), object.storages());
    } catch (Unpickler.PickleException e) {
      throw Damage.of(file, e.getMessage() + "", e);
    }
    return StateDict.tensors(
        file, root, rootKey, storage -> require(file, storages.get(storage.key()), storage));
  }

  private static Map<String, ByteBuffer> storages(
      Path file, ByteBuffer in, Object keys, Map<String, StorageRef> known) throws ModelException {
    Map<String, ByteBuffer> storages = new HashMap<>();
    in.order(ByteOrder.LITTLE_ENDIAN);
    for (Object key : keys instanceof List<?> list ? list : List.of()) {
      @Nullable StorageRef storage = known.get(key);
      if (storage == null || in.remaining() < Long.BYTES || in.getLong() != storage.count()) {
        throw Damage.of(file, "its storages are cut off or of another size than announced");
      }
      long bytes = storage.count() * storage.type().bytes();
      if (storage.count() < 0 || bytes < 0 || bytes > in.remaining()) {
        throw Damage.of(file, "it ends early");
      }
      storages.put(storage.key(), in.slice(in.position(), (int) bytes));
      in.position(in.position() + (int) bytes);
    }
    return storages;
  }

  private static ByteBuffer require(Path file, @Nullable ByteBuffer bytes, StorageRef storage)
      throws ModelException {
    if (bytes == null) {
      throw Damage.of(file, "the storage " + Damage.quote(storage.key()) + " is absent");
    }
    return bytes.duplicate();
  }
}
