package org.albumen.models.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.albumen.models.catalogue.ModelCard;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.catalogue.Source;
import org.albumen.models.failure.ModelException;
import org.albumen.models.network.TensorNetwork;
import org.albumen.models.network.TensorNetwork.Call;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code albumen models show}. */
@Command(
    name = "show",
    description = "Says what is known about a model.",
    mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
  @Mixin private StoreOptions options = new StoreOptions();

  @Parameters(paramLabel = "NAME", description = "A name as in: albumen models list")
  private String name = "";

  @Override
  public Integer call() {
    return options.run(this::show);
  }

  private void show(ModelStore store) throws ModelException {
    ModelCard card = store.catalogue().card(name);
    row("name", card.name());
    row("what it is", card.title());
    row("network", card.network().canonical());
    for (Source source : card.sources()) {
      row("source", source.words());
      String digest = source.sha256();
      row("  SHA-256", digest == null ? "not stated by anyone" : digest);
      row("  bytes", source.size() == null ? "not stated by anyone" : source.size().toString());
      String key = source.rootKey();
      row("  root key", key == null ? "none" : key);
    }
    row("licence", card.licence() + " (" + word(card.licenceClass()) + ")");
    row("", card.licenceWords());
    row("scale", card.scale() + "x");
    row("colours", card.colours().name());
    row("input", word(card.normalisation()));
    row("template", word(card.template()));
    row("batch", word(card.batch()));
    row("precision", word(card.precision()));
    row("layout", word(card.layout()));
    if (card.network().tensors().isPresent()) {
      calls(store.tensorNetwork(name));
    }
    boolean here = store.isPulled(name);
    row("here", here ? "yes, weights and network " + store.identity(name).sha256() : "no");
  }

  private void calls(TensorNetwork network) {
    for (Call call : RunCommand.calls(network)) {
      row(
          "method",
          call.method()
              + ": "
              + String.join(", ", call.inputs())
              + " to "
              + String.join(", ", call.outputs()));
    }
  }

  private void row(String title, String value) {
    options.say(String.format("%-12s %s", title, value).stripTrailing());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
