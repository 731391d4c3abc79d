package org.albumen.common.job;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The seed from which an image is drawn; it is its own name.
 *
 * @param seed 0 to {@link #LARGEST}, as NumPy's generator takes it
 */
public record SeedSource(long seed) implements Source, SourceRef {
  /** 2^32 - 1. */
  public static final long LARGEST = 0xFFFF_FFFFL;

  public SeedSource {
    if (seed < 0 || seed > LARGEST) {
      throw new IllegalArgumentException("seed must be between 0 and " + LARGEST);
    }
  }

  /** A seed that no object stands beside. */
  static SeedSource alone(long seed, @Nullable String bucket, @Nullable String key) {
    if (bucket != null || key != null) {
      throw new IllegalArgumentException("seed stands beside an object; a source is one of them");
    }
    return new SeedSource(seed);
  }

  @Override
  public SeedSource ref() {
    return this;
  }

  /** {@code seed0007}, as the published tools name the images of seeds; four digits at least. */
  @Override
  public String name() {
    return String.format(Locale.ROOT, "seed%04d", seed);
  }

  @Override
  public boolean identified() {
    return true;
  }

  @Override
  public List<String> fields() {
    return List.of("seed", Long.toString(seed));
  }

  @Override
  public String toString() {
    return "seed " + seed;
  }
}
