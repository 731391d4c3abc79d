package org.albumen.models.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.albumen.models.catalogue.ModelCard;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.failure.ModelException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code albumen models pull}. */
@Command(
    name = "pull",
    description = "Gets weights that are not here yet, from the first source that answers.",
    mixinStandardHelpOptions = true)
final class PullCommand implements Callable<Integer> {
  @Mixin private StoreOptions options = new StoreOptions();

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "Names as in: albumen models list")
  private List<String> names = List.of();

  @Option(names = "--all-default", description = "Every network that the default recipes need.")
  private boolean allDefault;

  @Mixin private TermsOptions terms = new TermsOptions();

  @Override
  public Integer call() {
    if (names.isEmpty() != allDefault) {
      throw options.misuse("give either names or --all-default");
    }
    return options.run(this::pull);
  }

  private void pull(ModelStore store) throws ModelException {
    for (String name : allDefault ? defaults(store) : names) {
      store.pull(name, terms.terms(), options::say);
    }
  }

  private static List<String> defaults(ModelStore store) {
    return store.catalogue().cards().stream()
        .filter(ModelCard::pulledByDefault)
        .map(ModelCard::name)
        .toList();
  }
}
