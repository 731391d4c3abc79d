package org.albumen.dispatcher.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.submission.Filter;
import org.albumen.common.submission.KeyFilter;
import org.albumen.common.submission.Sample;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of the selected objects become jobs; a picocli mixin. */
final class FilterOptions {
  @Option(
      names = "--take",
      paramLabel = "WHICH",
      converter = Words.Takes.class,
      completionCandidates = Words.Takes.class,
      description =
          "Which objects of a prefix: ${COMPLETION-CANDIDATES}. Photographs are told by their"
              + " suffixes; originals (the default) are those that are no results of earlier"
              + " jobs.")
  private @Nullable KeyFilter take;

  @Option(names = "--all", description = "The same as --take all.")
  private boolean all;

  @Option(names = "--derived", description = "The same as --take photographs.")
  private boolean derived;

  @Option(
      names = "--glob",
      paramLabel = "PATTERN",
      description = "Of the whole key: '1927/**.tif'. Quote it, or the shell reads it.")
  private @Nullable String glob;

  @Option(names = "--min-size", paramLabel = "BYTES", description = "Such as 4096, 20M or 1.5GiB.")
  private @Nullable String minSize;

  @Option(names = "--max-size", paramLabel = "BYTES", description = "Likewise.")
  private @Nullable String maxSize;

  @Option(
      names = "--modified-since",
      paramLabel = "TIME",
      description = "Written then or later: 7d (ago), or a time such as 2026-11-28T14:00:00Z.")
  private @Nullable String modifiedSince;

  @Option(
      names = "--every",
      paramLabel = "N",
      description = "A sample: the first of every N, after all filters.")
  private @Nullable Long every;

  @Option(names = "--first", paramLabel = "N", description = "No more than N jobs.")
  private @Nullable Long first;

  /** Which objects of a listing; originals unless something else is said. */
  KeyFilter take() {
    if (take != null) {
      return take;
    }
    if (all) {
      return KeyFilter.ALL;
    }
    return derived ? KeyFilter.PHOTOGRAPHS : KeyFilter.ORIGINALS;
  }

  /** Whether anything is said of that. */
  boolean takes() {
    return take != null || all || derived;
  }

  /**
   * The filter.
   *
   * @throws AlbumenException {@code BAD_ARGUMENT}
   * @throws IllegalArgumentException naming the value that cannot be
   */
  Filter filter(Instant now) throws AlbumenException {
    return new Filter(
        glob,
        minSize == null ? null : (Long) Sizes.parse("--min-size", minSize),
        maxSize == null ? null : (Long) Sizes.parse("--max-size", maxSize),
        modifiedSince == null
            ? null
            : Since.parse("--modified-since", modifiedSince, now.truncatedTo(ChronoUnit.SECONDS)));
  }

  /**
   * The sample.
   *
   * @throws IllegalArgumentException naming the value that cannot be
   */
  Sample sample() {
    return new Sample(every, first);
  }
}
