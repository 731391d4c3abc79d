package org.albumen.models.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A network's options by the names of its published implementation. An option that is null counts
 * as left out. Whatever is wrong is refused in one line that names the network, the option, its
 * value and what is allowed. For one thread.
 */
public final class PublishedOptions {
  private static final int LONGEST_VALUE = 40;

  private final String network;
  private final String prefix;
  private final JsonNode json;
  private final Set<String> known = new TreeSet<>();

  private PublishedOptions(String network, String prefix, JsonNode json) {
    this.network = network;
    this.prefix = prefix;
    this.json = json;
  }

  /**
   * Makes a network, or a part of one, from its options.
   *
   * @param network its name, for people
   * @param ignored options of training or loading, which change neither the weights nor what is
   *     computed: accepted with any value
   * @param make asks for every option that the network has; an option that it does not ask for is
   *     refused
   * @throws IllegalArgumentException with one line
   */
  public static <T> T read(
      String network, JsonNode json, Set<String> ignored, Function<PublishedOptions, T> make) {
    if (!json.isObject()) {
      throw new IllegalArgumentException(
          network + "'s options are a JSON object, not " + excerpt(json));
    }
    return new PublishedOptions(network, "", json).make(ignored, make);
  }

  /** The same for the options inside an option, all of which are left out when it is. */
  public <T> T inner(String name, Set<String> ignored, Function<PublishedOptions, T> make) {
    JsonNode given = checked(name, JsonNode::isObject, "a JSON object");
    JsonNode inside = given == null ? JsonNodeFactory.instance.objectNode() : given;
    return new PublishedOptions(network, prefix + name + ".", inside).make(ignored, make);
  }

  /** A whole number from 1 on. */
  public int count(String name, int otherwise) {
    return integer(name, otherwise, 1, Integer.MAX_VALUE);
  }

  /** The same, which cannot be left out. */
  public int count(String name) {
    return required(name, n -> count(n, 1));
  }

  /** A whole number from {@code least} to {@code most}. */
  public int integer(String name, int otherwise, int least, int most) {
    String allowed =
        least == most
            ? Integer.toString(least)
            : "a whole number from " + least + (most == Integer.MAX_VALUE ? " on" : " to " + most);
    JsonNode given =
        checked(name, v -> isInteger(v) && v.asInt() >= least && v.asInt() <= most, allowed);
    return given == null ? otherwise : given.asInt();
  }

  /** A power of two from {@code least} to {@code most}, which cannot be left out. */
  public int powerOfTwo(String name, int least, int most) {
    Predicate<JsonNode> sound =
        v ->
            isInteger(v)
                && v.asInt() >= least
                && v.asInt() <= most
                && Integer.bitCount(v.asInt()) == 1;
    String allowed = "a power of two from " + least + " to " + most;
    return required(
        name,
        n -> {
          JsonNode given = checked(n, sound, allowed);
          return given == null ? least : given.asInt();
        });
  }

  /** A number above 0. */
  public double positive(String name, double otherwise) {
    JsonNode given =
        checked(
            name,
            v -> v.isNumber() && v.asDouble() > 0 && Double.isFinite(v.asDouble()),
            "a number above 0");
    return given == null ? otherwise : given.asDouble();
  }

  /** True or false. */
  public boolean flag(String name, boolean otherwise) {
    JsonNode given = checked(name, JsonNode::isBoolean, "true or false");
    return given == null ? otherwise : given.asBoolean();
  }

  /** One of several words, in letters of any case. */
  public String choice(String name, String otherwise, String... others) {
    List<String> allowed = new ArrayList<>(List.of(otherwise));
    allowed.addAll(List.of(others));
    JsonNode given =
        checked(
            name,
            v -> v.isTextual() && allowed.stream().anyMatch(v.asText()::equalsIgnoreCase),
            String.join(" or ", allowed));
    return given == null
        ? otherwise
        : allowed.stream().filter(given.asText()::equalsIgnoreCase).findFirst().orElseThrow();
  }

  /** Whole numbers. */
  public List<Long> integers(String name, List<Long> otherwise) {
    JsonNode given = checked(name, PublishedOptions::areIntegers, "a list of whole numbers");
    if (given == null) {
      return otherwise;
    }
    List<Long> values = new ArrayList<>();
    given.forEach(value -> values.add(value.asLong()));
    return values;
  }

  /** Whether the option is given. */
  public boolean has(String name) {
    return checked(name, v -> true, "") != null;
  }

  /** For what an option cannot be beside others: the refusal of its value. */
  public IllegalArgumentException refusal(String name, String allowed) {
    return new Refusal(
        network
            + "'s option "
            + prefix
            + name
            + " is "
            + allowed
            + ", not "
            + excerpt(json.path(name)));
  }

  private <T> T make(Set<String> ignored, Function<PublishedOptions, T> make) {
    T made;
    try {
      made = make.apply(this);
    } catch (Refusal e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new Refusal(network + ": " + e.getMessage());
    }
    for (String name : (Iterable<String>) json::fieldNames) {
      if (!known.contains(name) && !ignored.contains(name)) {
        throw new Refusal(
            network + " has no option " + prefix + name + "; it has " + String.join(", ", known));
      }
    }
    return made;
  }

  private int required(String name, ToIntFunction<String> read) {
    if (!has(name)) {
      throw new Refusal(network + " needs the option " + prefix + name);
    }
    return read.applyAsInt(name);
  }

  private @Nullable JsonNode checked(String name, Predicate<JsonNode> sound, String allowed) {
    known.add(name);
    JsonNode given = json.get(name);
    if (given == null || given.isNull()) {
      return null;
    }
    if (!sound.test(given)) {
      throw refusal(name, allowed);
    }
    return given;
  }

  private static boolean isInteger(JsonNode value) {
    return value.canConvertToInt() && value.canConvertToExactIntegral();
  }

  private static boolean areIntegers(JsonNode value) {
    for (JsonNode each : value) {
      if (!each.canConvertToLong() || !each.canConvertToExactIntegral()) {
        return false;
      }
    }
    return value.isArray();
  }

  private static String excerpt(JsonNode value) {
    String text = value.isMissingNode() ? "left out" : value.toString();
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "...";
  }

  /** A line that already names the network and the option. */
  private static final class Refusal extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
      super(message);
    }
  }
}
