package org.albumen.local.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.albumen.common.cli.CommonOptions;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.recipe.RecipeBook;
import org.albumen.common.recipe.RestoreRecipe;
import org.albumen.local.fleet.FolderRun;
import org.albumen.local.fleet.RunReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code albumen restore}: a folder of photographs through the whole fleet, in this JVM. */
@Command(
    name = "restore",
    description = {
      "Restores every photograph of a folder, through Kafka and S3 in this process.",
      "What was restored before is found again and not computed twice."
    })
public final class RestoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private CommonOptions options = new CommonOptions();

  @Parameters(index = "0", paramLabel = "PHOTOGRAPHS", description = "The folder to restore.")
  private Path photographs;

  @Parameters(
      index = "1",
      paramLabel = "RESULTS",
      description = "The folder for results, their sidecars and index.html; made when missing.")
  private Path results;

  @Option(
      names = "--recipe",
      paramLabel = "NAME@VERSION",
      description = "What to do with each photograph (default: ${DEFAULT-VALUE}).",
      defaultValue = "photo@1")
  private String recipe;

  @Mixin private RecipeOptions wanted = new RecipeOptions();

  /** Made by picocli. */
  @SuppressWarnings("NullAway.Init")
  public RestoreCommand() {}

  @Override
  public Integer call() throws AlbumenException, IOException, InterruptedException {
    Path from = Folders.photographs(photographs);
    Path to = Folders.results(from, results);
    PrintWriter out = spec.commandLine().getOut();
    RunReport report = new FolderRun(options::load, this::chosen, System.out).restore(from, to);
    report.print(out);
    return report.failures().isEmpty() ? ExitCodes.OK : ExitCodes.JOBS_FAILED;
  }

  private RestoreRecipe chosen(RecipeBook recipes) throws AlbumenException {
    return wanted.applyTo(recipes.findRestoring(recipe));
  }
}
