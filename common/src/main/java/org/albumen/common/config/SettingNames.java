package org.albumen.common.config;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The names of the settings in files ({@code a.b-c}) and in the environment ({@code A_B_C}). */
final class SettingNames {
  /** Every setting of Kafka's own clients is read below this name. */
  static final String PASSED_ON = "albumen.kafka.client.";

  private static final String PASSED_ON_VARIABLE = "ALBUMEN_KAFKA_CLIENT_";
  private static final Pattern OURS =
      Pattern.compile("ALBUMEN_(KAFKA|S3|WORKER|DISPATCHER|API|MODELS|RECIPES)_.*");

  /** What Kubernetes puts into every pod for a service whose name begins with "albumen-". */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_\\w+)?)?)");

  private final Map<String, Class<?>> types = new TreeMap<>();
  private final Map<String, String> byVariable = new TreeMap<>();

  SettingNames() {
    ConfigMappings.getProperties(ConfigClass.configClass(AlbumenConfig.class))
        .forEach(
            (name, property) -> {
              // A list stands under its own name, and its elements once more under this one.
              if (!property.isMap() && !name.endsWith("[*]")) {
                types.put(name, property.getMethod().getReturnType());
                byVariable.put(variable(name), name);
              }
            });
  }

  /** A setting's name as SmallRye wants it: what is passed on stands in quotes, for its dots. */
  Optional<String> ofProperty(String name) {
    if (name.startsWith(PASSED_ON) && name.length() > PASSED_ON.length()) {
      String passed = name.substring(PASSED_ON.length()).replace("\"", "");
      return Optional.of(PASSED_ON + '"' + passed + '"');
    }
    return types.containsKey(name) ? Optional.of(name) : Optional.empty();
  }

  /** The setting that an environment variable gives. */
  Optional<String> ofVariable(String variable) {
    if (variable.startsWith(PASSED_ON_VARIABLE)) {
      String passed = variable.substring(PASSED_ON_VARIABLE.length());
      return ofProperty(PASSED_ON + passed.toLowerCase(Locale.ROOT).replace('_', '.'));
    }
    return Optional.ofNullable(byVariable.get(variable));
  }

  /** Whether a variable is meant as a setting: others that begin with ALBUMEN_ are not ours. */
  boolean isMeant(String variable) {
    return byVariable.containsKey(variable)
        || (OURS.matcher(variable).matches() && !SERVICE_LINK.matcher(variable).matches());
  }

  /** What a setting's value must look like, for messages. */
  String shapeOf(String name) {
    Class<?> type = types.getOrDefault(name, String.class);
    return switch (type.getSimpleName()) {
      case "int", "long", "OptionalInt" -> "a whole number";
      case "boolean" -> "true or false";
      case "Duration" -> "a duration such as 30s, 500ms or PT1M30S";
      default -> name.endsWith("endpoint") ? "an address such as http://host:9000" : "valid";
    };
  }

  private static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
