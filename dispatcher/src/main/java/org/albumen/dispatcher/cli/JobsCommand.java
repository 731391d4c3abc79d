package org.albumen.dispatcher.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.albumen.common.cli.CommonOptions;
import org.albumen.common.event.ResultImage;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.SeedSource;
import org.albumen.dispatcher.client.ApiClient;
import org.albumen.dispatcher.view.JobQuery;
import org.albumen.dispatcher.view.JobState;
import org.albumen.dispatcher.view.JobView;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code albumen jobs}: the jobs of a batch. */
@Command(
    name = "jobs",
    description = "Lists the jobs of a batch.",
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCodes.USAGE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:listed (or nothing to list)",
      "64:an argument is wrong, or nothing is known of the batch",
      "69:the dispatcher does not answer",
      "1:another failure, named by its code"
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required
public final class JobsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "BATCH", description = "The batch's id.")
  private String batch;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      converter = Words.States.class,
      completionCandidates = Words.States.class,
      description = "Only these: ${COMPLETION-CANDIDATES}.")
  private @Nullable JobState state;

  @Option(
      names = "--code",
      paramLabel = "CODE",
      description = "Only those that failed with this code, such as IMAGE_DAMAGED.")
  private @Nullable FailureCode code;

  @Option(
      names = "--review",
      description = "Only those whose result somebody should look at and nobody has.")
  private boolean review;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "So many are listed (default: ${DEFAULT-VALUE}).")
  private long limit;

  @Option(
      names = "--json",
      description = "Print a line of JSON for each, with its id and its history.")
  private boolean json;

  @Override
  public Integer call() throws AlbumenException {
    PrintWriter out = spec.commandLine().getOut();
    Lines lines = Lines.ofTerminal();
    ApiClient api = new ApiClient(common.load().api());
    JobQuery query = new JobQuery(state, code, review);
    Listed listed =
        Listed.print(
            (after, most) -> api.jobs(batch, query, after, most),
            limit,
            (number, job) -> {
              if (json) {
                out.println(Lines.json(job));
                return;
              }
              if (number == 0) {
                row(lines, "STATE", "CHANGED", "SOURCE, AND WHAT BECAME OF IT")
                    .forEach(out::println);
              }
              row(job, lines).forEach(out::println);
            },
            out);
    if (!json) {
      listed.remark("job", "jobs").ifPresent(out::println);
    }
    out.flush();
    return ExitCodes.OK;
  }

  /** A job in a table of jobs. */
  static List<String> row(JobView job, Lines lines) {
    return row(
        lines,
        Words.of(job.state()),
        LetterLines.seconds(job.updatedAt()).toString(),
        job.source() + remark(job));
  }

  private static List<String> row(Lines lines, String state, String time, String what) {
    return lines.beside(String.format(Locale.ROOT, "%-9s  %-20s  ", state, time), what);
  }

  private static String remark(JobView job) {
    return switch (job.state()) {
      case FAILED -> "  " + job.code() + ": " + job.message();
      case SUCCEEDED -> job.result() == null ? "" : result(job, job.result());
      default -> "";
    };
  }

  private static String result(JobView job, ResultImage result) {
    String faces = job.source() instanceof SeedSource ? "" : " (" + job.faces().size() + " faces)";
    String review = job.review() == null ? "" : " " + Words.of(job.review());
    return " -> s3://" + result.bucket() + "/" + result.key() + faces + review;
  }
}
