package org.albumen.dispatcher.cli;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.albumen.common.cli.CommonOptions;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.Lane;
import org.albumen.common.job.Target;
import org.albumen.common.submission.BatchIds;
import org.albumen.dispatcher.client.ApiClient;
import org.albumen.dispatcher.client.NewBatch;
import org.albumen.dispatcher.view.BatchView;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code albumen submit}: a job for every photograph that is selected, or for every seed. */
@Command(
    name = "submit",
    description =
        "Submits every photograph under a prefix or in a list, or images to be drawn from seeds.",
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:submitted (or nothing to submit); with --watch: every job has succeeded",
      "3:with --watch: every job has ended, but not every one has succeeded",
      "4:with --watch: stopped before every job has ended",
      "64:an argument is wrong",
      "69:the dispatcher does not answer, or cannot reach Kafka or the object store",
      "1:another failure, named by its code"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required
public final class SubmitCommand implements Callable<Integer> {
  private static final List<String> OF_DISPATCHERS =
      List.of(
          "--manifest",
          "--folder",
          "--glob",
          "--min-size",
          "--max-size",
          "--modified-since",
          "--every",
          "--first",
          "--lane",
          "--label",
          "--max-rejected-rows",
          "--deadline",
          "--watch");

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private SelectionOptions selection;

  @Mixin private FilterOptions filter;

  @Option(
      names = "--recipe",
      required = true,
      paramLabel = "NAME@VERSION",
      description = "What to do, such as photo@1 or faces-progan@1.")
  private String recipe;

  @Option(
      names = {"--to", "--target"},
      required = true,
      paramLabel = "B2/P2",
      description = "Bucket and prefix of the results.")
  private String to;

  @Option(
      names = "--allow-target-inside-source",
      description =
          "Results may lie among the sources. The next submission knows them by their names"
              + " (NAME.<16 hex>.png and the like) and skips them.")
  private boolean insideSource;

  @Option(
      names = "--pool",
      defaultValue = "photo",
      paramLabel = "POOL",
      description = "The class of workers (default: ${DEFAULT-VALUE}).")
  private String pool;

  @Option(
      names = "--lane",
      paramLabel = "LANE",
      converter = Words.Lanes.class,
      completionCandidates = Words.Lanes.class,
      description = "How urgent: ${COMPLETION-CANDIDATES} (default: bulk).")
  private @Nullable Lane lane;

  @Option(
      names = "--batch",
      paramLabel = "ID",
      description = "Name of the batch; by default a new one.")
  private @Nullable String batch;

  @Option(names = "--label", paramLabel = "TEXT", description = "What people call the batch.")
  private @Nullable String label;

  @Option(
      names = "--max-rejected-rows",
      paramLabel = "N",
      description = "So many rows of a list may be malformed (default: 1000).")
  private @Nullable Integer maxRejectedRows;

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      description = "Jobs need not begin later: 12h (from now), or 2026-12-01T06:00:00Z.")
  private @Nullable String deadline;

  @Option(
      names = "--dry-run",
      description = "Submit nothing; print the count, bytes, GPU seconds and cost.")
  private boolean dryRun;

  @Option(names = "--watch", description = "Show the batch's progress until it has ended.")
  private boolean watch;

  @Option(names = "--json", description = "Print JSON; with --watch a line for every change.")
  private boolean json;

  @Option(
      names = "--direct",
      description =
          "Without a dispatcher: list the store and publish jobs from here. What broke off goes on"
              + " with --batch and the same name.")
  private boolean direct;

  @Override
  public Integer call() throws AlbumenException {
    NewBatch wanted = wanted();
    AlbumenConfig config = common.load();
    if (direct) {
      new DirectSubmission(wanted, dryRun, json, spec.commandLine()).run(config);
      return ExitCodes.OK;
    }
    ApiClient api = new ApiClient(config.api());
    if (dryRun) {
      print(json ? Lines.json(api.dryRun(wanted)) : ForecastText.of(api.dryRun(wanted), wanted));
      return ExitCodes.OK;
    }
    BatchView submitted = api.submit(wanted, UUID.randomUUID().toString());
    if (!watch) {
      print(json ? Lines.json(submitted) : submitted(submitted.batchId()));
      return ExitCodes.OK;
    }
    return Watching.of(api, spec.commandLine(), json).submitted(submitted);
  }

  private NewBatch wanted() throws AlbumenException {
    if (direct) {
      requireNoneOfDispatchers();
    }
    Instant now = Instant.now();
    try {
      return new NewBatch(
          batch != null ? batch : BatchIds.next(now, new SecureRandom()),
          selection.selection(filter.takes() ? filter.take() : null),
          filter.filter(now),
          filter.sample(),
          recipe,
          insideSource ? target(to).allowedInsideSource() : target(to),
          pool,
          lane,
          maxRejectedRows,
          label,
          deadline == null ? null : Since.until("--deadline", deadline, now));
    } catch (IllegalArgumentException e) {
      throw new AlbumenException(FailureCode.BAD_ARGUMENT, String.valueOf(e.getMessage()), e);
    }
  }

  private void requireNoneOfDispatchers() throws AlbumenException {
    for (String option : OF_DISPATCHERS) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new AlbumenException(
            FailureCode.BAD_ARGUMENT, option + " needs a dispatcher; leave out --direct or it");
      }
    }
  }

  /** {@code bucket}, {@code bucket/prefix} or the same after {@code s3://}. */
  static Target target(String text) {
    String path = text.startsWith("s3://") ? text.substring("s3://".length()) : text;
    int slash = path.indexOf('/');
    return slash < 0
        ? new Target(path, "")
        : new Target(path.substring(0, slash), path.substring(slash + 1));
  }

  private static String submitted(String batchId) {
    String id = ExitCodes.printable(batchId);
    return "batch %s is submitted%nwatch it with: albumen watch %s".formatted(id, id);
  }

  private void print(String text) {
    spec.commandLine().getOut().println(text);
    spec.commandLine().getOut().flush();
  }
}
