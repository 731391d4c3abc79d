package org.albumen.models.network.stylegan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a network's options by their published names; what nobody asks for is refused. */
final class PublishedOptions {
  private final String network;
  private final JsonNode json;
  private final Set<String> known = new HashSet<>();

  PublishedOptions(String network, JsonNode json) {
    this.network = network;
    this.json = json;
    if (!json.isObject()) {
      throw new IllegalArgumentException(network + "'s options are no JSON object");
    }
  }

  int integer(String name) {
    JsonNode value = value(name);
    if (value == null) {
      throw new IllegalArgumentException(network + " needs the option " + name);
    }
    return integer(name, value);
  }

  int integer(String name, int otherwise) {
    JsonNode value = value(name);
    return value == null ? otherwise : integer(name, value);
  }

  double real(String name, double otherwise) {
    JsonNode value = value(name);
    if (value != null && !value.isNumber()) {
      throw wrong(name, value);
    }
    return value == null ? otherwise : value.asDouble();
  }

  boolean flag(String name) {
    JsonNode value = value(name);
    if (value != null && !value.isBoolean()) {
      throw wrong(name, value);
    }
    return value != null && value.asBoolean();
  }

  String text(String name, String otherwise) {
    JsonNode value = value(name);
    return value == null ? otherwise : value.asText();
  }

  /** The options inside an option; none when it is absent. */
  PublishedOptions inner(String name) {
    JsonNode value = value(name);
    return new PublishedOptions(
        network, value == null ? JsonNodeFactory.instance.objectNode() : value);
  }

  /** Options that change neither the weights nor what is computed. */
  void ignore(String... names) {
    known.addAll(Set.of(names));
  }

  void requireNoOthers() {
    for (String name : (Iterable<String>) json::fieldNames) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(network + " has no option " + name);
      }
    }
  }

  private @Nullable JsonNode value(String name) {
    known.add(name);
    JsonNode value = json.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private int integer(String name, JsonNode value) {
    if (!value.canConvertToInt() || !value.canConvertToExactIntegral()) {
      throw wrong(name, value);
    }
    return value.asInt();
  }

  private IllegalArgumentException wrong(String name, JsonNode value) {
    return new IllegalArgumentException(
        network + "'s option " + name + " cannot be " + value.getNodeType());
  }
}
