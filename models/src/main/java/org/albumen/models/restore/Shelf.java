package org.albumen.models.restore;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.albumen.models.failure.ModelException;

/** Networks of one kind, each loaded when it is first asked for. Not for several threads. */
final class Shelf<T> {
  private final Map<String, T> loaded = new HashMap<>();
  private final Loader<T> loader;
  private final Consumer<T> closer;

  Shelf(Loader<T> loader, Consumer<T> closer) {
    this.loader = loader;
    this.closer = closer;
  }

  /** Loads a network by its card's name. */
  @FunctionalInterface
  interface Loader<T> {
    T load(String name) throws ModelException;
  }

  T get(String name) throws ModelException {
    T known = loaded.get(name);
    if (known == null) {
      known = loader.load(name);
      loaded.put(name, known);
    }
    return known;
  }

  void clear() {
    loaded.values().forEach(closer);
    loaded.clear();
  }
}
