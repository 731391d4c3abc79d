package org.albumen.dispatcher.cli;

import java.util.Locale;
import org.albumen.common.failure.ExitCodes;
import org.albumen.common.submission.KeyFilter;
import org.albumen.dispatcher.submit.Listing;
import org.albumen.dispatcher.submit.Seeds;
import org.albumen.dispatcher.submit.Selection;
import org.albumen.dispatcher.submit.Submitted;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What is submitted: photographs or seeds. picocli makes sure that it is one of them. */
final class SelectionOptions {
  private static final double BYTES_PER_MB = 1e6;

  @ArgGroup(exclusive = false)
  private @Nullable Photographs photographs;

  @Option(
      names = "--seeds",
      required = true,
      paramLabel = "SEEDS",
      description = "Such as 7 or 0-31 or 1,3,10-12; an image is drawn of each.")
  private @Nullable String seeds;

  /** Where photographs are. */
  @SuppressWarnings("NullAway.Init") // picocli sets what is required
  static final class Photographs {
    @Option(
        names = "--bucket",
        required = true,
        paramLabel = "B",
        description = "The sources' bucket.")
    private String bucket;

    @Option(
        names = "--prefix",
        defaultValue = "",
        paramLabel = "P",
        description = "What the sources' keys begin with; by default the whole bucket.")
    private String prefix;

    @Option(names = "--all", description = "Also objects whose suffix is not that of an image.")
    private boolean all;

    @Option(
        names = "--derived",
        description = "Also results of earlier jobs, which are known by their names.")
    private boolean derived;

    private KeyFilter filter() {
      if (all) {
        return KeyFilter.ALL;
      }
      return derived ? KeyFilter.PHOTOGRAPHS : KeyFilter.ORIGINALS;
    }
  }

  /**
   * The selection.
   *
   * @throws IllegalArgumentException naming the value that cannot be
   */
  Selection selection() {
    if (photographs == null) {
      return Seeds.parse(String.valueOf(seeds));
    }
    return new Listing(photographs.bucket, photographs.prefix, photographs.filter());
  }

  /** Says that no job came of it; seeds always make some. */
  String nothing(long skipped) {
    return photographs == null
        ? "nothing to submit"
        : ExitCodes.printable(
            "nothing to submit: s3://%s/%s has no %s (%d others skipped)"
                .formatted(
                    photographs.bucket,
                    photographs.prefix,
                    photographs.all ? "objects" : "photographs",
                    skipped));
  }

  /** What is worth knowing of the sources. */
  String read(Submitted outcome) {
    return photographs == null
        ? ""
        : String.format(
            Locale.ROOT,
            ", %.1f MB, %d other objects skipped",
            outcome.bytes() / BYTES_PER_MB,
            outcome.skipped());
  }
}
