package org.albumen.bench.chaos;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.albumen.bench.chaos.Ledger.Kind;
import org.albumen.bench.chaos.Ledger.StoredObject;

/**
 * What becomes of each content when nothing disturbs.
 *
 * @param byContent by the content's name
 */
record References(Map<String, Reference> byContent) {
  References {
    byContent = Map.copyOf(byContent);
  }

  /**
   * Takes the results of the calm run for references.
   *
   * @throws IllegalStateException when one is missing, or two are alike: then a result under the
   *     wrong key could not be told
   */
  static References of(Ledger calm, List<MadePhotograph> contents) {
    Map<String, Map<Kind, String>> results = new HashMap<>();
    for (StoredObject object : calm.objects()) {
      String name = object.stem().substring(object.stem().lastIndexOf('/') + 1);
      results.computeIfAbsent(name, k -> new HashMap<>()).put(object.kind(), object.sha256());
    }
    Map<String, Reference> references = new HashMap<>();
    for (MadePhotograph content : contents) {
      Map<Kind, String> result = results.getOrDefault(content.name(), Map.of());
      if (!result.keySet().containsAll(List.of(Kind.values()))) {
        throw new IllegalStateException(
            content.name() + " has no whole result of the calm run, but " + result.keySet());
      }
      references.put(
          content.name(),
          new Reference(
              Objects.requireNonNull(result.get(Kind.IMAGE)),
              Objects.requireNonNull(result.get(Kind.MASK))));
    }
    if (new HashSet<>(references.values().stream().map(Reference::image).toList()).size()
        < references.size()) {
      throw new IllegalStateException("two contents have the same result");
    }
    return new References(references);
  }

  /** That of a content of the calm run. */
  Reference of(MadePhotograph content) {
    return Objects.requireNonNull(byContent.get(content.name()), content.name());
  }

  /**
   * The SHA-256 of a result and of its mask.
   *
   * @param image of the result
   * @param mask of its mask
   */
  record Reference(String image, String mask) {}
}
