package org.albumen.models.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.failure.ModelException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code albumen models remove}. */
@Command(
    name = "remove",
    description = "Deletes weights and what was converted from them.",
    mixinStandardHelpOptions = true)
final class RemoveCommand implements Callable<Integer> {
  @Mixin private StoreOptions options = new StoreOptions();

  @Parameters(arity = "1..*", paramLabel = "NAME", description = "Models that are here.")
  private List<String> names = List.of();

  @Override
  public Integer call() {
    return options.run(this::remove);
  }

  private void remove(ModelStore store) throws ModelException {
    for (String name : names) {
      store.remove(name);
      options.say(name + ": removed");
    }
  }
}
