package org.albumen.dispatcher.cli;

import java.nio.file.Path;
import org.albumen.common.submission.KeyFilter;
import org.albumen.common.submission.Manifest;
import org.albumen.common.submission.Prefix;
import org.albumen.common.submission.SeedList;
import org.albumen.common.submission.Selection;
import org.albumen.dispatcher.submit.Seeds;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What is submitted. picocli makes sure that it is one thing. */
final class SelectionOptions {
  /** As which {@code albumen up} serves the folder that it is given. */
  private static final String LOCAL_BUCKET = "photographs";

  @ArgGroup(exclusive = false)
  private @Nullable Photographs photographs;

  @ArgGroup(exclusive = false)
  private @Nullable Listed listed;

  @Option(
      names = "--seeds",
      required = true,
      paramLabel = "SEEDS",
      description = "Such as 7 or 0-31 or 1,3,10-12; an image is drawn of each.")
  private @Nullable String seeds;

  @Option(
      names = "--folder",
      required = true,
      paramLabel = "PATH",
      description =
          "A folder in the one that `albumen up` serves, by its path from there (. for all of it):"
              + " the same as --bucket "
              + LOCAL_BUCKET
              + " --prefix PATH/")
  private @Nullable Path folder;

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
  }

  /** Where a list of photographs is. */
  @SuppressWarnings("NullAway.Init") // picocli sets what is required
  static final class Listed {
    @Option(
        names = "--manifest",
        required = true,
        paramLabel = "s3://B/KEY",
        description = "A list of objects, or an inventory's manifest.json.")
    private String manifest;

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        converter = Words.Formats.class,
        completionCandidates = Words.Formats.class,
        description =
            "How it is written: ${COMPLETION-CANDIDATES}. By default as its name says: .csv,"
                + " .jsonl, manifest.json.")
    private Manifest.@Nullable Format format;

    private Manifest selection() {
      String path = manifest.startsWith("s3://") ? manifest.substring("s3://".length()) : "";
      int slash = path.indexOf('/');
      if (slash <= 0 || slash == path.length() - 1) {
        throw new IllegalArgumentException("--manifest '" + manifest + "' is not s3://BUCKET/KEY");
      }
      String key = path.substring(slash + 1);
      return new Manifest(
          path.substring(0, slash), key, null, format == null ? byName(key) : format);
    }

    private static Manifest.Format byName(String key) {
      if (key.endsWith("manifest.json")) {
        return Manifest.Format.S3_INVENTORY;
      }
      if (key.endsWith(".jsonl") || key.endsWith(".ndjson")) {
        return Manifest.Format.JSONL;
      }
      if (key.endsWith(".csv")) {
        return Manifest.Format.CSV;
      }
      throw new IllegalArgumentException(
          "the name of '" + key + "' does not tell how it is written; give --format");
    }
  }

  /**
   * The selection.
   *
   * @param take which objects of a prefix; null unless something is said
   * @throws IllegalArgumentException naming the value that cannot be
   */
  Selection selection(@Nullable KeyFilter take) {
    if (photographs != null) {
      return new Prefix(photographs.bucket, photographs.prefix, take);
    }
    if (folder != null) {
      return new Prefix(LOCAL_BUCKET, prefix(folder), take);
    }
    if (take != null) {
      throw new IllegalArgumentException("--take, --all and --derived judge objects of a prefix");
    }
    return listed == null ? seeds() : listed.selection();
  }

  private SeedList seeds() {
    Seeds.parse(String.valueOf(seeds));
    return new SeedList(String.valueOf(seeds));
  }

  private static String prefix(Path folder) {
    Path path = folder.normalize();
    if (path.isAbsolute() || path.startsWith("..")) {
      throw new IllegalArgumentException(
          "--folder '" + folder + "' is no path from the folder that `albumen up` serves");
    }
    String names = path.toString().replace('\\', '/');
    return names.isEmpty() ? "" : names + "/";
  }
}
