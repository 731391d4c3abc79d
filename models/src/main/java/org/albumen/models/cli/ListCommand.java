package org.albumen.models.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.albumen.models.catalogue.ModelCard;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.catalogue.Source;
import org.albumen.models.failure.ModelException;
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
  private static final String ROW = "%-20s %-7s %5s  %-13s %s";

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
    options.say(String.format(ROW, "NAME", "PULLED", "SCALE", "LICENCE", "WHAT IT IS"));
    for (ModelCard card : store.catalogue().cards()) {
      String pulled = store.isPulled(card.name()) ? "yes" : "no";
      options.say(
          String.format(
              ROW, card.name(), pulled, card.scale() + "x", card.licence(), card.title()));
    }
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
