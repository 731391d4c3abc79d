package org.albumen.bench.chaos;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.albumen.common.failure.ExitCodes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code albumen bench chaos}: breaks a fleet while it works, and counts what is left. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description = {
      "Kills workers, fails the store's requests and restarts the broker while a fleet of real worker processes",
      "restores made-up photographs by a tiny network; then compares what was submitted with results, sidecars,",
      "events and dead letters. Needs no network. Ends with 1 when anything is lost, doubled or wrong."
    },
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCodes.USAGE)
public final class ChaosBench implements Callable<Integer> {
  private static final int FEWEST_JOBS = 20;

  @Spec private CommandSpec spec;

  @Option(
      names = "--jobs",
      paramLabel = "NUMBER",
      description = "Jobs, bad ones included (default: ${DEFAULT-VALUE}).",
      defaultValue = "2000")
  private int jobs;

  @Option(
      names = "--workers",
      paramLabel = "NUMBER",
      description = "Worker processes at all times (default: ${DEFAULT-VALUE}).",
      defaultValue = "3")
  private int workers;

  @Option(
      names = "--kill-every",
      paramLabel = "TIME",
      description =
          "How often a worker is killed, such as 10s; one in five is told to stop instead (default: ${DEFAULT-VALUE}).",
      converter = Options.SpanConverter.class,
      defaultValue = "10s")
  private Duration killEvery;

  @Option(
      names = "--store-errors",
      paramLabel = "PERCENT",
      description =
          "Share of the store's requests that fail, such as 5%% (default: ${DEFAULT-VALUE}).",
      converter = Percent.Converter.class,
      defaultValue = "5%")
  private Percent storeErrors;

  @Option(
      names = "--broker-restarts",
      paramLabel = "NUMBER",
      description =
          "How often the broker is restarted, spread over the jobs (default: ${DEFAULT-VALUE}).",
      defaultValue = "2")
  private int brokerRestarts;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Repeats the choices of a run that printed it; the rest is up to the machine.")
  private @Nullable Long seed;

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      description =
          "Ends with what there is, and names what is missing (default: ${DEFAULT-VALUE}).",
      converter = Options.SpanConverter.class,
      defaultValue = "30m")
  private Duration timeLimit;

  @Option(
      names = "--json",
      description =
          "Print the report as one line of JSON before the last line, progress to stderr.")
  private boolean json;

  @Option(
      names = "--keep",
      paramLabel = "FOLDER",
      description =
          "An empty or new folder for photographs, results, topics and logs; kept."
              + " Else a temporary one, kept when something is amiss.")
  private @Nullable Path keep;

  /** Made by picocli. */
  @SuppressWarnings("NullAway.Init")
  public ChaosBench() {}

  @Override
  public Integer call() throws Exception {
    Options.atLeast(spec, "--jobs", jobs, FEWEST_JOBS);
    Options.atLeast(spec, "--workers", workers, 1);
    Options.atLeast(spec, "--broker-restarts", brokerRestarts, 0);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter people = json ? spec.commandLine().getErr() : out;
    ChaosRun.Settings settings =
        new ChaosRun.Settings(
            jobs,
            workers,
            killEvery,
            storeErrors,
            brokerRestarts,
            seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed,
            timeLimit);
    try (RunFolder folder = RunFolder.of(keep, spec)) {
      ChaosReport report = new ChaosRun(settings, line -> print(people, line)).run(folder.path());
      boolean good = report.good() && !report.late();
      if (good) {
        folder.nothingToSee();
      } else {
        print(people, "kept for a look: " + folder.path());
      }
      if (json) {
        out.println(report.json());
      } else {
        report.lines().forEach(out::println);
      }
      print(out, report.lastLine());
      return good ? ExitCodes.OK : ExitCodes.FAILED;
    }
  }

  private static void print(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
