package org.albumen.models.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.albumen.models.catalogue.DeclaredNetworks;
import org.albumen.models.catalogue.ImportRequest;
import org.albumen.models.catalogue.Imported;
import org.albumen.models.catalogue.ModelStore;
import org.albumen.models.catalogue.NetworkSpec;
import org.albumen.models.failure.ModelException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code albumen models import}. */
@Command(
    name = "import",
    description = {
      "Takes weights from a file of yours: PyTorch (either format), safetensors, ONNX, a pickle of",
      "StyleGAN2-ADA or StyleGAN3, or the model.json of ProGAN for TensorFlow.js. Nothing in the file is",
      "executed. Give --as, or --network and --name."
    },
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  @Mixin private StoreOptions options = new StoreOptions();

  @Mixin private TermsOptions terms = new TermsOptions();

  @Parameters(paramLabel = "FILE", description = "The weights.")
  private @Nullable Path file;

  @Option(names = "--as", paramLabel = "NAME", description = "The published model that they are.")
  private @Nullable String published;

  @Option(names = "--network", paramLabel = "NETWORK", description = "The network they belong to.")
  private @Nullable String network;

  @Option(
      names = "--config",
      paramLabel = "JSON",
      description = "The network's options as a JSON object, or @FILE; none: as published.")
  private String config = "{}";

  @Option(names = "--name", paramLabel = "NAME", description = "How to call the model.")
  private @Nullable String name;

  @Option(
      names = "--root-key",
      paramLabel = "KEY",
      description = "Where in the file the weights are; none: the usual keys are tried.")
  private @Nullable String rootKey;

  @Override
  public Integer call() {
    boolean own = network != null && name != null && published == null;
    boolean known = published != null && network == null && name == null;
    if (!own && !known) {
      throw options.misuse("give either --as NAME, or --network NETWORK and --name NAME");
    }
    ImportRequest own1 = own ? own() : null;
    return options.run(store -> run(store, own1));
  }

  private void run(ModelStore store, @Nullable ImportRequest own) throws ModelException {
    ImportRequest request =
        own != null
            ? own
            : ImportRequest.as(store.catalogue().card(text(published)), weights(), rootKey);
    say(store.importFile(request, terms.terms()));
  }

  private ImportRequest own() {
    try {
      return ImportRequest.named(
          text(name), new NetworkSpec.Tensors(text(network), json()), weights(), rootKey);
    } catch (IllegalArgumentException e) {
      throw options.misuse(String.valueOf(e.getMessage()));
    }
  }

  private JsonNode json() {
    try {
      String text =
          config.startsWith("@") ? Files.readString(Path.of(config.substring(1))) : config;
      return JSON.readTree(text);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "--config is no JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("--config: cannot read " + config.substring(1), e);
    }
  }

  private void say(Imported imported) {
    options.say(imported.name() + ": imported " + weights());
    options.say(
        String.format(
            Locale.ROOT,
            "  %d tensors of %,d numbers, names and shapes as declared; %d more are not used",
            imported.tensors(),
            imported.numbers(),
            imported.ignored()));
    String judged = imported.published() ? "the published file" : "not compared: none is stated";
    boolean differs = published != null && !imported.published();
    options.say(
        "  SHA-256 " + imported.sha256() + " (" + (differs ? "not the card's file" : judged) + ")");
    options.say("  for libtorch: " + imported.torchScript());
  }

  private Path weights() {
    if (file == null) {
      throw options.misuse("give the weights' file");
    }
    return file;
  }

  private static String text(@Nullable String value) {
    if (value == null) {
      throw new IllegalArgumentException("known networks are " + DeclaredNetworks.names());
    }
    return value;
  }
}
