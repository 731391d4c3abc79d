package org.albumen.bench;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.albumen.models.catalogue.Catalogue;
import org.albumen.models.fixture.PthFile;
import org.albumen.models.fixture.TinyTensor;
import org.albumen.models.torchscript.ScriptModule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the import of a large checkpoint takes: a process with a heap that cannot hold the file. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = "Time and memory of importing a checkpoint of published size.",
    sortOptions = false)
public final class ImportBench implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description = "A card with a network on named tensors (default: ${DEFAULT-VALUE}).",
      defaultValue = "gfpgan-1.4")
  private String network;

  @Option(
      names = "--heap",
      paramLabel = "MB",
      description = "The importing process's largest heap (default: ${DEFAULT-VALUE}).",
      defaultValue = "256")
  private int heap;

  /** Made by picocli. */
  @SuppressWarnings("NullAway.Init")
  public ImportBench() {}

  @Override
  public Integer call() throws Exception {
    try (TemporaryFolder temporary = TemporaryFolder.create()) {
      Path folder = temporary.path();
      Path file = folder.resolve("weights.pth");
      write(file);
      long megabytes = Files.size(file) / 1_000_000;
      String[] figures =
          Child.run(
              List.of("-Xmx" + heap + "m"),
              ImportProbe.class,
              List.of(file.toString(), network, folder.resolve("cache").toString()),
              "probe");
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          String.format(
              Locale.ROOT,
              "%s: %d MB imported in %s s (processor %s s), heap at most %s of %d MiB, process %s MB",
              network,
              megabytes,
              figures[1],
              figures[2],
              figures[3],
              heap,
              figures[4]));
      out.flush();
      return 0;
    }
  }

  /** As {@code torch.save} writes it, by the card's key. */
  private void write(Path file) throws Exception {
    ScriptModule module =
        Catalogue.standard().card(network).network().declaration().orElseThrow().module();
    FormulaWeights weights = FormulaWeights.of(module, false);
    List<TinyTensor> tensors = new ArrayList<>();
    module
        .weights()
        .forEach(
            (name, weight) ->
                tensors.add(
                    new TinyTensor(
                        name,
                        weight.shape().stream().map(Math::toIntExact).toList(),
                        weights.floats(name))));
    Files.write(file, PthFile.zip("params_ema", tensors));
  }
}
