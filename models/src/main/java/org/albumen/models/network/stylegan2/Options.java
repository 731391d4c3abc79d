package org.albumen.models.network.stylegan2;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A network's options by their published names; an option that is not asked for is refused. */
final class Options {
  private final String network;
  private final JsonNode json;
  private final Set<String> known = new HashSet<>();

  Options(String network, JsonNode json) {
    this.network = network;
    this.json = json;
    if (!json.isObject()) {
      throw new IllegalArgumentException(network + "'s configuration is no JSON object");
    }
  }

  int integer(String name) {
    if (!json.has(name)) {
      throw new IllegalArgumentException(network + " needs the option " + name);
    }
    return integer(name, 0);
  }

  int integer(String name, int otherwise) {
    JsonNode node = node(name);
    if (node == null) {
      return otherwise;
    }
    return require(name, node.canConvertToInt() && node.canConvertToExactIntegral(), node).asInt();
  }

  double real(String name, double otherwise) {
    JsonNode node = node(name);
    return node == null ? otherwise : require(name, node.isNumber(), node).asDouble();
  }

  boolean flag(String name, boolean otherwise) {
    JsonNode node = node(name);
    return node == null ? otherwise : require(name, node.isBoolean(), node).asBoolean();
  }

  List<Long> integers(String name, List<Long> otherwise) {
    JsonNode node = node(name);
    if (node == null) {
      return otherwise;
    }
    List<Long> values = new ArrayList<>();
    for (JsonNode value : require(name, node.isArray(), node)) {
      values.add(require(name, value.canConvertToExactIntegral(), value).asLong());
    }
    return values;
  }

  /** An option of training or loading, which the network itself does not depend on. */
  void skip(String name) {
    known.add(name);
  }

  /** Refuses what was not asked for. */
  void requireNoOthers() {
    for (String name : (Iterable<String>) json::fieldNames) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(network + " has no option " + name);
      }
    }
  }

  private @Nullable JsonNode node(String name) {
    known.add(name);
    JsonNode node = json.get(name);
    return node == null || node.isNull() ? null : node;
  }

  private JsonNode require(String name, boolean sound, JsonNode node) {
    if (!sound) {
      throw new IllegalArgumentException(network + "'s option " + name + " cannot be " + node);
    }
    return node;
  }
}
