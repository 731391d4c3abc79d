package org.albumen.models.torchscript;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A declared module: a class, and named members in order. The members' names, joined by dots, are
 * the names of the state dictionary. Immutable.
 *
 * @param type what the module does
 * @param members parameters, buffers, constants and modules inside, by name
 */
public record ScriptModule(ScriptClass type, Map<String, Member> members) {

  /** A part of a module. */
  public sealed interface Member {}

  /**
   * A tensor of the checkpoint.
   *
   * @param shape the axes' lengths, in the checkpoint's order
   * @param trained a parameter; else a buffer
   * @param exact kept in 32 bits even where {@link Storage} has 16
   */
  public record Weight(List<Long> shape, boolean trained, boolean exact) implements Member {}

  /**
   * A module inside this one.
   *
   * @param module declared like this one
   */
  public record Submodule(ScriptModule module) implements Member {}

  /**
   * A number or switch that the methods read.
   *
   * @param value a {@link Long}, {@link Double} or {@link Boolean}
   */
  public record Constant(Object value) implements Member {
    public Constant {
      if (!(value instanceof Long || value instanceof Double || value instanceof Boolean)) {
        throw new IllegalArgumentException("neither int, float nor bool: " + value);
      }
    }
  }

  public ScriptModule {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /** Begins a module. */
  public static Builder of(ScriptClass type) {
    return new Builder(type);
  }

  /** Every weight inside, by its name in the state dictionary, in order. */
  public Map<String, Weight> weights() {
    Map<String, Weight> weights = new LinkedHashMap<>();
    collect("", weights);
    return weights;
  }

  private void collect(String prefix, Map<String, Weight> weights) {
    members.forEach(
        (name, member) -> {
          if (member instanceof Weight weight) {
            weights.put(prefix + name, weight);
          } else if (member instanceof Submodule inner) {
            inner.module().collect(prefix + name + ".", weights);
          }
        });
  }

  /** Collects members. Not safe for use by several threads. */
  public static final class Builder {
    private final ScriptClass type;
    private final Map<String, Member> members = new LinkedHashMap<>();

    private Builder(ScriptClass type) {
      this.type = type;
    }

    /** A trained tensor of the given shape. */
    public Builder parameter(String name, Long... shape) {
      return add(name, new Weight(List.of(shape), true, false));
    }

    /** A trained tensor that is kept in 32 bits whatever the storage. */
    public Builder exactParameter(String name, Long... shape) {
      return add(name, new Weight(List.of(shape), true, true));
    }

    /** A tensor that is kept with the weights but not trained. */
    public Builder buffer(String name, Long... shape) {
      return add(name, new Weight(List.of(shape), false, false));
    }

    /** The same, kept in 32 bits whatever the storage. */
    public Builder exactBuffer(String name, Long... shape) {
      return add(name, new Weight(List.of(shape), false, true));
    }

    /** A module; its name may be a number, as in a list of modules. */
    public Builder module(String name, ScriptModule module) {
      return add(name, new Submodule(module));
    }

    /** A {@link Long}, {@link Double} or {@link Boolean} that the methods read. */
    public Builder constant(String name, Object value) {
      return add(name, new Constant(value));
    }

    public ScriptModule build() {
      return new ScriptModule(type, members);
    }

    private Builder add(String name, Member member) {
      if (name.isEmpty() || name.contains(".") || members.put(name, member) != null) {
        throw new IllegalArgumentException("no member can be named so, or twice: " + name);
      }
      return this;
    }
  }
}
