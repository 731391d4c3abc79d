package org.albumen.dispatcher.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.albumen.common.cli.CommonOptions;
import org.albumen.common.config.AlbumenConfig;
import org.albumen.common.deadletter.Resolution;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.client.ApiClient;
import org.albumen.dispatcher.deadletter.Decision;
import org.albumen.dispatcher.deadletter.LetterFilter;
import org.albumen.dispatcher.deadletter.Resolver;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What replaying and dropping have in common; a picocli mixin. */
@SuppressWarnings("NullAway.Init") // picocli sets the mixins
final class ResolveOptions {
  private static final int LONGEST = 500;

  @Mixin private CommonOptions common;
  @Mixin private LetterOptions letters;

  @Option(names = "--everything", description = "All letters, where neither ids nor filters are.")
  private boolean everything;

  @Option(names = "--dry-run", description = "Say what would be done; do nothing.")
  private boolean dryRun;

  @Option(
      names = "--by",
      paramLabel = "WHO",
      description = {
        "With --direct: who decides, for the audit (default: the system's user and host).",
        "A dispatcher knows who asks it."
      })
  private @Nullable String by;

  @Option(names = "--reason", paramLabel = "WHY", description = "A note for the audit.")
  private @Nullable String reason;

  @Option(names = "--direct", description = "Without a dispatcher: in Kafka, from here.")
  private boolean direct;

  /** Does it, and says what was done. */
  int run(Resolution.Action action, CommandSpec spec) throws AlbumenException {
    if (direct) {
      return directly(action, spec);
    }
    if (by != null) {
      throw new AlbumenException(
          FailureCode.BAD_ARGUMENT, "--by needs --direct: a dispatcher knows who asks it");
    }
    LetterFilter filter = filter();
    String note = reason();
    ApiResolution api =
        new ApiResolution(new ApiClient(common.load().api()), action, spec.commandLine());
    return dryRun ? api.dryRun(filter) : api.resolve(filter, note);
  }

  private int directly(Resolution.Action action, CommandSpec spec) {
    ResolveReport report = new ResolveReport(action, dryRun, letters.named(), spec.commandLine());
    try {
      LetterFilter filter = filter();
      Decision decision = new Decision(action, by(), reason());
      AlbumenConfig.Kafka kafka = common.load().kafka();
      try (Resolver resolver = dryRun ? Resolver.dry(kafka) : Resolver.open(kafka)) {
        resolver.resolve(filter, decision, report);
      }
      report.sum();
      return report.refused() ? ExitCodes.FAILED : ExitCodes.OK;
    } catch (AlbumenException | RuntimeException e) {
      report.brokeOff();
      return ExitCodes.report(e, spec.commandLine().getErr());
    }
  }

  private LetterFilter filter() throws AlbumenException {
    LetterFilter filter = letters.filter();
    boolean unlimited = filter.equals(LetterFilter.EVERYTHING);
    if (unlimited && !everything) {
      throw new AlbumenException(
          FailureCode.BAD_ARGUMENT,
          "say which letters: ids, --code, --batch, --job, --since, or --everything");
    }
    if (everything && !unlimited) {
      throw new AlbumenException(
          FailureCode.BAD_ARGUMENT, "--everything cannot be limited by ids or filters");
    }
    return filter;
  }

  private String by() throws AlbumenException {
    if (by != null && !by.isBlank()) {
      return checked("--by", by);
    }
    return System.getProperty("user.name", "unknown") + "@" + host();
  }

  private @Nullable String reason() throws AlbumenException {
    return reason == null || reason.isBlank() ? null : checked("--reason", reason);
  }

  private static String checked(String option, String text) throws AlbumenException {
    if (text.length() > LONGEST) {
      throw new AlbumenException(
          FailureCode.BAD_ARGUMENT, option + " has more than " + LONGEST + " characters");
    }
    return text.strip();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
