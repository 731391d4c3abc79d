package org.albumen.dispatcher.select;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Instant;
import java.util.regex.PatternSyntaxException;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.submission.Filter;
import org.jspecify.annotations.Nullable;

/** A submission's filter, made ready. Immutable. */
public final class Sieve {
  private final Filter filter;
  private final @Nullable PathMatcher glob;

  private Sieve(Filter filter, @Nullable PathMatcher glob) {
    this.filter = filter;
    this.glob = glob;
  }

  /**
   * Makes a filter ready.
   *
   * @throws AlbumenException {@code BAD_ARGUMENT} when its pattern is none
   */
  public static Sieve of(Filter filter) throws AlbumenException {
    if (filter.glob() == null) {
      return new Sieve(filter, null);
    }
    try {
      return new Sieve(filter, FileSystems.getDefault().getPathMatcher("glob:" + filter.glob()));
    } catch (PatternSyntaxException e) {
      throw new AlbumenException(
          FailureCode.BAD_ARGUMENT,
          "filter.glob '" + filter.glob() + "' is no pattern: " + e.getDescription(),
          e);
    }
  }

  /** Whether the filter lets a source through; what is not known of it lets it through. */
  boolean lets(Step.Found found) {
    Long size = found.size();
    if (size != null
        && ((filter.minSize() != null && size < filter.minSize())
            || (filter.maxSize() != null && size > filter.maxSize()))) {
      return false;
    }
    Instant modified = found.lastModified();
    if (modified != null
        && filter.modifiedSince() != null
        && modified.isBefore(filter.modifiedSince())) {
      return false;
    }
    return glob == null || found.key() == null || matches(glob, found.key());
  }

  private static boolean matches(PathMatcher glob, String key) {
    try {
      return glob.matches(Path.of(key));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
