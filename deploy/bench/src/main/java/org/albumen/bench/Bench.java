package org.albumen.bench;

import org.albumen.bench.chaos.ChaosBench;
import org.albumen.bench.chaos.SoakBench;
import org.albumen.bench.dispatch.ApiBench;
import org.albumen.bench.dispatch.ManifestBench;
import org.albumen.common.cli.OneLineErrors;
import org.albumen.local.cli.Logging;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code albumen bench}: measures, and breaks the fleet to see what is left. */
@Command(
    name = "albumen bench",
    description =
        "Measures speed, as ratios within one run, and breaks the fleet to see what is left.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      FleetBench.class,
      ImagingBench.class,
      NetworksBench.class,
      ImportBench.class,
      ScanBench.class,
      TrackerBench.class,
      ChaosBench.class,
      SoakBench.class,
      ManifestBench.class,
      ApiBench.class
    })
public final class Bench {
  /** Made by picocli. */
  public Bench() {}

  /** Runs a measurement and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Logging.toFile();
    System.exit(OneLineErrors.on(new CommandLine(new Bench())).execute(arguments));
  }
}
