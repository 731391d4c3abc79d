package org.albumen.dispatcher.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Set;
import org.albumen.common.deadletter.LetterId;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.dispatcher.deadletter.LetterFilter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which letters are meant; a picocli mixin. */
final class LetterOptions {
  @Parameters(
      paramLabel = "ID",
      arity = "0..*",
      description = "Letters by their ids, such as 0-17; any when none is given.")
  private Set<String> ids = new LinkedHashSet<>();

  @Option(
      names = "--code",
      paramLabel = "CODE",
      description = "Only those that failed with this code. May be repeated.")
  private Set<FailureCode> codes = new LinkedHashSet<>();

  @Option(names = "--batch", paramLabel = "ID", description = "Only those of this batch.")
  private @Nullable String batch;

  @Option(names = "--job", paramLabel = "ID", description = "Only those of this job.")
  private @Nullable String job;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "Only those given up since: 30m, 2h, 7d (ago), or a time such as 2026-11-28T14:00:00Z.")
  private @Nullable String since;

  /**
   * The filter.
   *
   * @throws AlbumenException {@code BAD_ARGUMENT}
   */
  LetterFilter filter() throws AlbumenException {
    Set<LetterId> letters = new LinkedHashSet<>();
    for (String id : ids) {
      letters.add(id(id));
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return new LetterFilter(
        letters, codes, batch, job, since == null ? null : Since.parse("--since", since, now));
  }

  /** Whether letters are named one by one. */
  boolean named() {
    return !ids.isEmpty();
  }

  /** Reads a letter's id. */
  static LetterId id(String text) throws AlbumenException {
    try {
      return LetterId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new AlbumenException(FailureCode.BAD_ARGUMENT, String.valueOf(e.getMessage()), e);
    }
  }
}
