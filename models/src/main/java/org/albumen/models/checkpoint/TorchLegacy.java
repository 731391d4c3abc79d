package org.albumen.models.checkpoint;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.albumen.models.checkpoint.TorchGlobals.StorageRef;
import org.albumen.models.checkpoint.Unpickler.PickleException;
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
  private static final int LONG1 = 0x8a;
  private static final int MAGIC_LENGTH = 10;

  private TorchLegacy() {}

  /** What {@code torch.save} wrote, and the bytes of its storages by key. */
  record Content(Object root, Map<String, ByteBuffer> storages) {}

  /** Whether these are the first bytes of this format, as far as there are any. */
  static boolean begins(ByteBuffer bytes) {
    return bytes.remaining() < 4
        || ((bytes.get(2) & 0xff) == LONG1 && bytes.get(3) == MAGIC_LENGTH);
  }

  /**
   * @param in the whole file; the tensors keep referring to it
   */
  static StateDict.Found find(Path file, ByteBuffer in, @Nullable String rootKey)
      throws ModelException {
    Content content;
    try {
      content = read(in);
    } catch (PickleException e) {
      throw Damage.of(file, e.getMessage() + "", e);
    }
    return StateDict.find(
        file,
        content.root(),
        rootKey,
        storage -> () -> require(file, content.storages().get(storage.key()), storage));
  }

  /**
   * @param in the format from its position; the storages keep referring to it
   */
  static Content read(ByteBuffer in) throws PickleException {
    if (!MAGIC.equals(new Unpickler(in).read())
        || !Long.valueOf(PROTOCOL).equals(new Unpickler(in).read())) {
      throw new PickleException("it is a pickle, but not one written by torch.save");
    }
    new Unpickler(in).read();
    Unpickler object = new Unpickler(in);
    Object root = object.read();
    return new Content(root, storages(in, new Unpickler(in).read(), object.storages()));
  }

  private static Map<String, ByteBuffer> storages(
      ByteBuffer in, Object keys, Map<String, StorageRef> known) throws PickleException {
    Map<String, ByteBuffer> storages = new HashMap<>();
    in.order(ByteOrder.LITTLE_ENDIAN);
    for (Object key : keys instanceof List<?> list ? list : List.of()) {
      @Nullable StorageRef storage = known.get(key);
      if (storage == null || in.remaining() < Long.BYTES || in.getLong() != storage.count()) {
        throw new PickleException("its storages are cut off or of another size than announced");
      }
      long count = storage.count();
      if (count < 0 || count > in.remaining() / storage.type().bytes()) {
        throw new PickleException("it ends early");
      }
      int bytes = (int) (count * storage.type().bytes());
      storages.put(storage.key(), in.slice(in.position(), bytes));
      in.position(in.position() + bytes);
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
