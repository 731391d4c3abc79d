package org.albumen.models.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.albumen.models.checkpoint.Unpickler.Global;
import org.albumen.models.checkpoint.Unpickler.PickleException;
import org.jspecify.annotations.Nullable;

/** The only names a checkpoint's pickle may use, and what they mean here. */
final class TorchGlobals {
  private static final Global ORDERED_DICT = new Global("collections", "OrderedDict");
  private static final Global SIZE = new Global("torch", "Size");
  private static final Global TENSOR = new Global("torch._utils", "_rebuild_tensor_v2");
  private static final Global PARAMETER = new Global("torch._utils", "_rebuild_parameter");
  private static final Set<Global> CALLABLE = Set.of(ORDERED_DICT, SIZE, TENSOR, PARAMETER);

  /** The names of {@code torch.save}. */
  static final Vocabulary VOCABULARY =
      new Vocabulary() {
        @Override
        public Global require(Global global) throws PickleException {
          return TorchGlobals.require(global);
        }

        @Override
        public StorageRef persistent(List<?> id) throws PickleException {
          return TorchGlobals.persistent(id);
        }

        @Override
        public Object call(Global function, List<?> arguments) throws PickleException {
          return TorchGlobals.call(function, arguments);
        }
      };

  private TorchGlobals() {}

  /**
   * Bytes that tensors share.
   *
   * @param key the storage's name in the file
   * @param count how many elements
   */
  record StorageRef(ElementType type, String key, long count) {}

  /** A tensor over a storage; offset and strides in elements. */
  record TensorRef(StorageRef storage, long offset, List<Long> shape, List<Long> strides) {}

  /** Returns the name if it is allowed. */
  static Global require(Global global) throws PickleException {
    if (CALLABLE.contains(global) || storageType(global) != null) {
      return global;
    }
    throw new PickleException(
        "it asks for the class "
            + Damage.quote(global.toString())
            + ", which is not one that weights need; it was not loaded");
  }

  /** {@code ("storage", storage class, key, device, count[, view])}. */
  static StorageRef persistent(List<?> id) throws PickleException {
    if (id.size() < 5 || !"storage".equals(id.get(0))) {
      throw new PickleException("its pickle refers to something other than a storage");
    }
    if (id.size() > 5 && id.get(5) != Unpickler.NONE) {
      throw new PickleException("a storage is a view of another, which is not supported");
    }
    @Nullable ElementType type = storageType((Global) id.get(1));
    if (type == null) {
      throw new PickleException("a storage has no element type");
    }
    return new StorageRef(type, (String) id.get(2), (Long) id.get(4));
  }

  static Object call(Global function, List<?> arguments) throws PickleException {
    if (function.equals(ORDERED_DICT)) {
      if (!arguments.isEmpty()) {
        throw new PickleException("an OrderedDict is built from arguments");
      }
      return new LinkedHashMap<Object, Object>();
    }
    if (function.equals(SIZE)) {
      return arguments.get(0);
    }
    if (function.equals(PARAMETER)) {
      return (TensorRef) arguments.get(0);
    }
    if (function.equals(TENSOR)) {
      return new TensorRef(
          (StorageRef) arguments.get(0),
          (Long) arguments.get(1),
          longs((List<?>) arguments.get(2)),
          longs((List<?>) arguments.get(3)));
    }
    throw new PickleException("it calls " + Damage.quote(function.toString()));
  }

  private static List<Long> longs(List<?> values) {
    List<Long> longs = new ArrayList<>(values.size());
    for (Object value : values) {
      longs.add((Long) value);
    }
    return longs;
  }

  private static @Nullable ElementType storageType(Global global) {
    return global.module().equals("torch") ? ElementType.ofTorchStorage(global.name()) : null;
  }
}
