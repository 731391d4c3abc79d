package org.albumen.local.documentation;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.metrics.DispatcherMetric;
import org.albumen.worker.metrics.Metric;

/** The README's tables as the code has them; run it to print them. */
final class Tables {
  /** Every table by the name in its markers. */
  static final Map<String, Supplier<String>> ALL =
      Map.of(
          "settings", Tables::settings,
          "failure-codes", Tables::failureCodes,
          "metrics", Tables::metrics,
          "dispatcher-metrics", Tables::dispatcherMetrics,
          "recipe-options", RecipeTable::options);

  private Tables() {}

  /** Prints every table between its markers. */
  public static void main(String[] arguments) {
    ALL.forEach(
        (name, table) ->
            System.out.println(begin(name) + "\n" + table.get() + "\n" + end(name) + "\n"));
  }

  static String begin(String name) {
    return "<!-- " + name + ":begin -->";
  }

  static String end(String name) {
    return "<!-- " + name + ":end -->";
  }

  /** Every failure code in the enum's order. */
  static String failureCodes() {
    return Arrays.stream(FailureCode.values())
        .map(
            code ->
                row(
                    "`" + code + "`",
                    code.kind().name().toLowerCase(Locale.ROOT),
                    code.meaning(),
                    code.remedy()))
        .collect(
            Collectors.joining(
                "\n", "| code | kind | meaning | what to do |\n|---|---|---|---|\n", ""));
  }

  /** Every setting with its default, sorted by name; what each is for stands in {@link Purpose}. */
  static String settings() {
    return defaults().entrySet().stream()
        .map(entry -> row("`" + entry.getKey() + "`", entry.getValue(), Purpose.of(entry.getKey())))
        .collect(
            Collectors.joining("\n", "| setting | default | what it is |\n|---|---|---|\n", ""));
  }

  /** Every metric in the enum's order. */
  static String metrics() {
    return Arrays.stream(Metric.values())
        .map(metric -> row("`" + metric.id() + "`", metric.type(), metric.tags(), metric.meaning()))
        .collect(
            Collectors.joining(
                "\n", "| metric | type | tags | meaning |\n|---|---|---|---|\n", ""));
  }

  /** Every metric of a dispatcher in the enum's order. */
  static String dispatcherMetrics() {
    return Arrays.stream(DispatcherMetric.values())
        .map(metric -> row("`" + metric.id() + "`", metric.type(), metric.tags(), metric.meaning()))
        .collect(
            Collectors.joining(
                "\n", "| metric | type | tags | meaning |\n|---|---|---|---|\n", ""));
  }

  /** Every setting's name and its default as a cell; what is passed on ends in {@code .*}. */
  static Map<String, String> defaults() {
    Map<String, String> defaults = new TreeMap<>();
    ConfigMappings.getProperties(ConfigClass.configClass(AlbumenConfig.class))
        .forEach(
            (name, property) ->
                defaults.put(
                    name,
                    property.hasDefaultValue() ? "`" + property.getDefaultValue() + "`" : ""));
    defaults.keySet().removeIf(name -> name.endsWith("[*]")); // the elements of a list
    return defaults;
  }

  static String row(String... cells) {
    return Arrays.stream(cells)
        .map(cell -> cell.isEmpty() ? " |" : " " + cell + " |")
        .collect(Collectors.joining("", "|", ""));
  }
}
