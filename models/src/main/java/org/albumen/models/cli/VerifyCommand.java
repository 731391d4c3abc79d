package org.albumen.models.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.albumen.models.catalogue.ModelCard;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.failure.ModelException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code albumen models verify}. */
@Command(
    name = "verify",
    description = "Reads weights and converted networks again and compares their digests.",
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  @Mixin private StoreOptions options = new StoreOptions();

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "Names as in: albumen models list. None: all that were pulled.")
  private List<String> names = List.of();

  @Override
  public Integer call() {
    return options.run(this::verify);
  }

  private void verify(ModelStore store) throws ModelException {
    for (String name : names.isEmpty() ? pulled(store) : names) {
      store.verify(name);
      options.say(name + ": as recorded");
    }
  }

  private static List<String> pulled(ModelStore store) throws ModelException {
    List<String> pulled = new ArrayList<>();
    for (ModelCard card : store.catalogue().cards()) {
      if (store.isPulled(card.name())) {
        pulled.add(card.name());
      }
    }
    return pulled;
  }
}
