package org.albumen.models.checkpoint;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.albumen.models.checkpoint.NvidiaGlobals.PersistentObject;
import org.albumen.models.checkpoint.TorchGlobals.TensorRef;
import org.albumen.models.failure.ModelException;
import org.jspecify.annotations.Nullable;

/**
 * The pickles of StyleGAN2-ADA and StyleGAN3: a dictionary of modules ({@code G}, {@code D}, {@code
 * G_ema}), each an object whose state is that of a {@code torch.nn.Module}. The names of a state
 * dictionary are found by walking those states; no class is ever made.
 */
final class NvidiaPickle {
  /** The moving average of the generator's weights, which is the one to generate with. */
  private static final String ROOT = "G_ema";

  private static final int DEEPEST = 32;
  private static final int MOST_MODULES = 20_000;
  private static final int LONGEST_NAME = 400;

  private final Path file;
  private final Map<String, ByteBuffer> storages;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private int modules;

  private NvidiaPickle(Path file, Map<String, ByteBuffer> storages) {
    this.file = file;
    this.storages = storages;
  }

  /**
   * @param in the whole file; the tensors keep referring to it
   */
  static Map<String, Tensor> tensors(Path file, ByteBuffer in, @Nullable String rootKey)
      throws ModelException {
    NvidiaGlobals globals = new NvidiaGlobals();
    Object root;
    try {
      root = new Unpickler(in, globals).read();
    } catch (Unpickler.PickleException e) {
      throw Damage.of(file, e.getMessage() + "", e);
    }
    if (!(root instanceof Map<?, ?> top)) {
      throw Damage.of(file, "it is a pickle, but neither torch.save's nor a network's");
    }
    String key = rootKey == null ? ROOT : rootKey;
    if (!(top.get(key) instanceof PersistentObject network)) {
      throw StateDict.notWeights(file, "it has no network " + Damage.quote(key), top);
    }
    NvidiaPickle walk = new NvidiaPickle(file, globals.storages());
    walk.module("", network, 0);
    return walk.tensors;
  }

  /** Own parameters, own buffers, then the modules inside: PyTorch's order. */
  private void module(String prefix, PersistentObject module, int depth) throws ModelException {
    if (depth > DEEPEST || ++modules > MOST_MODULES) {
      throw Damage.of(file, "its modules are nested without end");
    }
    members(prefix, map(module, "_parameters"), Set.of());
    members(prefix, map(module, "_buffers"), temporary(module));
    for (Map.Entry<?, ?> entry : map(module, "_modules").entrySet()) {
      String name = name(prefix, entry.getKey());
      if (entry.getValue() instanceof PersistentObject inner) {
        module(name + ".", inner, depth + 1);
      } else if (entry.getValue() != Unpickler.NONE) {
        throw Damage.of(file, Damage.quote(name) + " is no module");
      }
    }
  }

  private void members(String prefix, Map<?, ?> members, Set<Object> left) throws ModelException {
    for (Map.Entry<?, ?> entry : members.entrySet()) {
      String name = name(prefix, entry.getKey());
      if (entry.getValue() == Unpickler.NONE || left.contains(entry.getKey())) {
        continue;
      }
      if (!(entry.getValue() instanceof TensorRef tensor)) {
        throw Damage.of(file, Damage.quote(name) + " is no tensor");
      }
      tensors.put(name, tensor(name, tensor));
      if (tensors.size() > MOST_MODULES) {
        throw Damage.of(file, "it has more tensors than any network needs");
      }
    }
  }

  /** A short name: one long text may be the name of many. */
  private String name(String prefix, Object key) throws ModelException {
    if (key instanceof String text && prefix.length() + text.length() <= LONGEST_NAME) {
      return prefix + text;
    }
    throw Damage.of(file, "a name in it is absurdly long or no text");
  }

  private Tensor tensor(String name, TensorRef tensor) throws ModelException {
    @Nullable ByteBuffer bytes = storages.get(tensor.storage().key());
    if (bytes == null) {
      throw Damage.of(file, Damage.quote(name) + " has no numbers");
    }
    return new Tensor(
        name,
        tensor.shape(),
        tensor.storage().type(),
        new Tensor.Layout(tensor.offset(), tensor.strides()),
        tensor.storage().count(),
        bytes::duplicate);
  }

  /** Buffers that PyTorch leaves out of a state dictionary. */
  private static Set<Object> temporary(PersistentObject module) {
    Set<Object> names = new HashSet<>();
    if (module.state().get("_non_persistent_buffers_set") instanceof List<?> list) {
      for (Object name : list) {
        if (name instanceof String) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private Map<?, ?> map(PersistentObject module, String attribute) throws ModelException {
    if (module.state().get(attribute) instanceof Map<?, ?> map) {
      return map;
    }
    throw Damage.of(file, "an object of it is no module: it has no " + attribute);
  }
}
