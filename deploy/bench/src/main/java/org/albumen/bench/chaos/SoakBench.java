package org.albumen.bench.chaos;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.albumen.bench.chaos.Vitals.Measure;
import org.albumen.common.failure.ExitCodes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code albumen bench soak}: whether a worker holds more after ten thousand jobs than before. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = {
      "Leaves a real worker process in peace with many jobs and looks at its heap after garbage collection, resident",
      "memory, threads and file handles. Needs no network, and Linux. Ends with 1 when one of them grows: when the",
      "median of the last tenth of the jobs is above that of the second tenth by more than three times the samples'",
      "spread (and by more than 3 MB of heap, 20 MB resident, 2 threads, 8 handles)."
    },
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCodes.USAGE)
public final class SoakBench implements Callable<Integer> {
  private static final int FEWEST_JOBS = 100;

  @Spec private CommandSpec spec;

  @Option(
      names = "--jobs",
      paramLabel = "NUMBER",
      description = "Jobs (default: ${DEFAULT-VALUE}).",
      defaultValue = "10000")
  private int jobs;

  @Option(
      names = "--warm-up",
      paramLabel = "NUMBER",
      description = "Jobs that come before those and do not count (default: ${DEFAULT-VALUE}).",
      defaultValue = "2000")
  private int warmUp;

  @Option(
      names = "--workers",
      paramLabel = "NUMBER",
      description = "Worker processes; the first is looked at (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int workers;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      description = "How often to look (default: ${DEFAULT-VALUE}).",
      converter = Options.SpanConverter.class,
      defaultValue = "5s")
  private Duration every;

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      description = "When to give up (default: ${DEFAULT-VALUE}).",
      converter = Options.SpanConverter.class,
      defaultValue = "2h")
  private Duration timeLimit;

  /** Made by picocli. */
  @SuppressWarnings("NullAway.Init")
  public SoakBench() {}

  @Override
  public Integer call() throws Exception {
    Options.atLeast(spec, "--jobs", jobs, FEWEST_JOBS);
    Options.atLeast(spec, "--warm-up", warmUp, 0);
    Options.atLeast(spec, "--workers", workers, 1);
    PrintWriter out = spec.commandLine().getOut();
    try (RunFolder folder = RunFolder.of(null, spec)) {
      List<Vitals> seen =
          new SoakRun(warmUp, jobs, workers, every, timeLimit, line -> print(out, line))
              .run(folder.path());
      folder.nothingToSee();
      Flatness flatness = new Flatness(seen, jobs);
      table(out, flatness, seen.size());
      print(out, lastLine(jobs, flatness));
      return flatness.flat() ? ExitCodes.OK : ExitCodes.FAILED;
    }
  }

  private static void table(PrintWriter out, Flatness flatness, int samples) {
    print(out, "medians of " + samples + " samples");
    print(out, "tenth   heap MB   RSS MB  threads  handles");
    for (int tenth = 1; tenth <= Flatness.PARTS; tenth++) {
      StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%5d", tenth));
      for (Measure measure : Measure.values()) {
        row.append(String.format(Locale.ROOT, " %8.1f", flatness.median(measure, tenth)));
      }
      print(out, row.toString());
    }
    for (Measure measure : Measure.values()) {
      print(
          out,
          String.format(
              Locale.ROOT,
              "%-8s %+.1f from the second tenth to the last, noise explains %.1f: %s",
              measure.label(),
              flatness.last(measure) - flatness.first(measure),
              flatness.allowed(measure),
              flatness.flat(measure) ? "flat" : "GROWS"));
    }
  }

  static String lastLine(int jobs, Flatness flatness) {
    StringBuilder line = new StringBuilder("soak: jobs=" + jobs);
    for (Measure measure : Measure.values()) {
      line.append(
          String.format(
              Locale.ROOT,
              " %s-first=%.1f %s-last=%.1f",
              measure.label(),
              flatness.first(measure),
              measure.label(),
              flatness.last(measure)));
    }
    return line + " flat=" + flatness.flat();
  }

  private static void print(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
