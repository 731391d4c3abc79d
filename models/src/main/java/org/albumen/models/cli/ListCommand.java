package org.albumen.models.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.concurrent.Callable;
import org.albumen.models.catalogue.ModelCard;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.catalogue.Source;
import org.albumen.models.failure.ModelException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code albumen models list}. */
@Command(
    name = "list",
    description = "Lists the networks and whether their weights are here.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LEAST_ROOM = 20;

  @Mixin private StoreOptions options = new StoreOptions();

  @Option(names = "--json", description = "Print a JSON array.")
  private boolean json;

  @Override
  public Integer call() {
    return options.run(this::list);
  }

  private void list(ModelStore store) throws ModelException {
    if (json) {
      options.say(asJson(store));
      return;
    }
    Collection<ModelCard> cards = store.catalogue().cards();
    int names = cards.stream().mapToInt(card -> card.name().length()).max().orElse(0);
    int width = width(System.getenv("COLUMNS"));
    options.say(row(width, names, "NAME", "HERE", "LICENCE", "WHAT IT IS"));
    for (ModelCard card : cards) {
      String here = store.isPulled(card.name()) ? "yes" : "no";
      options.say(row(width, names, card.name(), here, licence(card), card.title()));
    }
  }

  /** The licence's name where it allows any use, else what it restricts. */
  private static String licence(ModelCard card) {
    return switch (card.licenceClass()) {
      case PERMISSIVE -> card.licence();
      case NON_COMMERCIAL -> "non-commercial";
      case UNKNOWN -> "unknown";
    };
  }

  /** The terminal's, which the launcher tells; what goes elsewhere has a line per model. */
  private static int width(@Nullable String columns) {
    return columns != null && columns.matches("[1-9]\\d{1,3}")
        ? Integer.parseInt(columns)
        : Integer.MAX_VALUE;
  }

  /** What it is stands in the last column, on as many lines as that needs. */
  static String row(int width, int names, String name, String here, String licence, String title) {
    String head =
        String.format("%-" + Math.max(names, 4) + "s  %-4s  %-14s  ", name, here, licence);
    int room = Math.max(width - head.length(), LEAST_ROOM);
    StringBuilder row = new StringBuilder(head);
    int column = 0;
    for (String word : title.split(" ", -1)) {
      if (column > 0 && column + 1 + word.length() > room) {
        row.append('\n').append(" ".repeat(head.length()));
        column = 0;
      } else if (column > 0) {
        row.append(' ');
        column++;
      }
      row.append(word);
      column += word.length();
    }
    return row.toString();
  }

  private static String asJson(ModelStore store) throws ModelException {
    ArrayNode models = JSON.createArrayNode();
    for (ModelCard card : store.catalogue().cards()) {
      ObjectNode model = models.addObject();
      boolean pulled = store.isPulled(card.name());
      model.put("name", card.name()).put("title", card.title()).put("pulled", pulled);
      model.put("sha256", pulled ? store.identity(card.name()).sha256() : null);
      model.put("scale", card.scale()).put("licence", card.licence());
      model.put("licenceWords", card.licenceWords());
      ArrayNode sources = model.putArray("sources");
      for (Source source : card.sources()) {
        sources
            .addObject()
            .put("where", source.words())
            .put("file", source.fileName())
            .put("sha256", source.sha256())
            .put("size", source.size());
      }
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(models);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
