package org.albumen.models.checkpoint;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.albumen.models.checkpoint.TorchGlobals.StorageRef;
import org.albumen.models.checkpoint.Unpickler.Global;
import org.albumen.models.checkpoint.Unpickler.Opaque;
import org.albumen.models.checkpoint.Unpickler.PickleException;
import org.jspecify.annotations.Nullable;

/**
 * The names in NVIDIA's pickles besides those of {@link TorchGlobals}. A persistent object is its
 * state and nothing more: the Python source that it carries is text like any other. Every storage
 * is a legacy {@code torch.save} stream of its own, parsed once.
 */
final class NvidiaGlobals implements Vocabulary {
  private static final Global PERSISTENT =
      new Global("torch_utils.persistence", "_reconstruct_persistent_obj");
  private static final Global STORAGE = new Global("torch.storage", "_load_from_bytes");
  private static final Global SET = new Global("builtins", "set");
  private static final Set<Global> DICTIONARIES =
      Set.of(new Global("dnnlib.util", "EasyDict"), new Global("dnnlib", "EasyDict"));
  private static final Set<Global> NUMPY =
      Set.of(
          new Global("numpy", "dtype"),
          new Global("numpy", "ndarray"),
          new Global("numpy.core.multiarray", "scalar"),
          new Global("numpy.core.multiarray", "_reconstruct"),
          new Global("numpy._core.multiarray", "scalar"),
          new Global("numpy._core.multiarray", "_reconstruct"));

  private final IdentityHashMap<ByteBuffer, StorageRef> parsed = new IdentityHashMap<>();
  private final Map<String, ByteBuffer> storages = new HashMap<>();

  /** A module or other object: its attributes by name. */
  record PersistentObject(Map<?, ?> state) {}

  /** The bytes of every storage by the key in its reference. */
  Map<String, ByteBuffer> storages() {
    return storages;
  }

  @Override
  public Global require(Global global) throws PickleException {
    boolean known =
        global.equals(PERSISTENT)
            || global.equals(STORAGE)
            || global.equals(SET)
            || DICTIONARIES.contains(global)
            || NUMPY.contains(global);
    return known ? global : TorchGlobals.require(global);
  }

  @Override
  public StorageRef persistent(List<?> id) throws PickleException {
    throw new PickleException("its pickle refers to something outside itself");
  }

  @Override
  public Object call(Global function, List<?> arguments) throws PickleException {
    if (function.equals(PERSISTENT)) {
      return object((Map<?, ?>) arguments.get(0));
    }
    if (function.equals(STORAGE)) {
      return storage((ByteBuffer) arguments.get(0));
    }
    if (function.equals(SET)) {
      return arguments.isEmpty() ? List.of() : (List<?>) arguments.get(0);
    }
    if (DICTIONARIES.contains(function) && arguments.isEmpty()) {
      return new LinkedHashMap<Object, Object>();
    }
    return NUMPY.contains(function) ? new Opaque(function) : TorchGlobals.call(function, arguments);
  }

  private static PersistentObject object(Map<?, ?> meta) throws PickleException {
    if (!"class".equals(meta.get("type")) || !(meta.get("state") instanceof Map<?, ?> state)) {
      throw new PickleException("it holds a persistent object that is no class with a state");
    }
    return new PersistentObject(state);
  }

  private StorageRef storage(ByteBuffer stream) throws PickleException {
    @Nullable StorageRef known = parsed.get(stream);
    if (known != null) {
      return known;
    }
    TorchLegacy.Content content = TorchLegacy.read(stream.duplicate());
    if (!(content.root() instanceof StorageRef inner)) {
      throw new PickleException("a storage's stream holds something else");
    }
    @Nullable ByteBuffer bytes = content.storages().get(inner.key());
    if (bytes == null) {
      throw new PickleException("a storage's stream lacks its numbers");
    }
    // Keys are addresses in the writer's memory, which may repeat from stream to stream.
    StorageRef storage =
        new StorageRef(inner.type(), Integer.toString(parsed.size()), inner.count());
    parsed.put(stream, storage);
    storages.put(storage.key(), bytes);
    return storage;
  }
}
