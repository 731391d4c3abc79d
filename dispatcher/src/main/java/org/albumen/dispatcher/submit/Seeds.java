package org.albumen.dispatcher.submit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.albumen.common.failure.AlbumenException;
import org.albumen.common.failure.FailureCode;
import org.albumen.common.job.SeedSource;
import org.albumen.common.job.Target;
import org.albumen.common.recipe.GenerateRecipe;
import org.albumen.common.recipe.Recipe;
import org.albumen.common.store.Boundary;
import org.albumen.common.store.ObjectStore;

/**
 * A list of seeds, each of which becomes a job; kept as ranges, so that its length costs nothing.
 *
 * @param ranges upwards, none empty, apart from each other
 */
public record Seeds(List<Range> ranges) implements Selection {
  /** A longer list is more likely a slip than a wish. */
  static final long MOST = 10_000_000;

  private static final String GRAMMAR = "seeds are written like 7 or 0-31 or 1,3,10-12";

  public Seeds {
    ranges = List.copyOf(ranges);
  }

  /**
   * Seeds from the first to the last, both included.
   *
   * @param first 0 to 2^32 - 1
   * @param last not below the first
   */
  public record Range(long first, long last) {
    long length() {
      return last - first + 1;
    }
  }

  /**
   * Reads a list such as {@code 7}, {@code 0-31} or {@code 1,3,10-12}. A seed that is named twice
   * counts once.
   *
   * @throws IllegalArgumentException with one line that says what is wrong
   */
  public static Seeds parse(String text) {
    List<Range> named = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      named.add(range(part.strip()));
    }
    Seeds seeds = new Seeds(merged(named));
    if (seeds.count() > MOST) {
      throw new IllegalArgumentException("a submission has " + MOST + " seeds at most");
    }
    return seeds;
  }

  /** How many seeds there are. */
  public long count() {
    return ranges.stream().mapToLong(Range::length).sum();
  }

  /**
   * The seeds from a place on, upwards.
   *
   * @param passed so many are left out
   */
  public Iterator<SeedSource> from(long passed) {
    return new Iterator<>() {
      private final Iterator<Range> left = ranges.iterator();
      private Range range = new Range(0, -1);
      private long next;

      {
        long toPass = passed;
        while (left.hasNext() && toPass >= range.length()) {
          toPass -= range.length();
          range = left.next();
        }
        next = range.first() + toPass;
      }

      @Override
      public boolean hasNext() {
        return next <= range.last() || left.hasNext();
      }

      @Override
      public SeedSource next() {
        if (next > range.last()) {
          range = left.next();
          next = range.first();
        }
        return new SeedSource(next++);
      }
    };
  }

  @Override
  public Stream<Candidate> candidates(ObjectStore store) {
    return ranges.stream()
        .flatMapToLong(range -> LongStream.rangeClosed(range.first(), range.last()))
        .mapToObj(seed -> new Candidate(new SeedSource(seed), 0, true));
  }

  /** Results are never taken for seeds. */
  @Override
  public void requireApart(Target target) {}

  /** Nothing is read. */
  @Override
  public void requireAllowed(Boundary boundary) {}

  @Override
  public void requireFit(Recipe recipe) throws AlbumenException {
    if (!(recipe instanceof GenerateRecipe)) {
      throw new AlbumenException(
          FailureCode.BAD_ARGUMENT,
          "recipe " + recipe.reference() + " restores photographs; give --bucket, not --seeds");
    }
  }

  private static Range range(String item) {
    if (!item.matches("\\d{1,10}(-\\d{1,10})?")) {
      throw new IllegalArgumentException(GRAMMAR);
    }
    int dash = item.indexOf('-');
    long first = Long.parseLong(dash < 0 ? item : item.substring(0, dash));
    long last = Long.parseLong(item.substring(dash + 1));
    if (last < first || last > SeedSource.LARGEST) {
      throw new IllegalArgumentException(
          "a range of seeds goes upwards, and a seed is " + SeedSource.LARGEST + " at most");
    }
    return new Range(first, last);
  }

  private static List<Range> merged(List<Range> named) {
    List<Range> sorted = new ArrayList<>(named);
    sorted.sort(Comparator.comparingLong(Range::first));
    List<Range> apart = new ArrayList<>();
    for (Range next : sorted) {
      Range before = apart.isEmpty() ? null : apart.get(apart.size() - 1);
      if (before != null && next.first() <= before.last()) {
        apart.set(
            apart.size() - 1, new Range(before.first(), Math.max(before.last(), next.last())));
      } else {
        apart.add(next);
      }
    }
    return apart;
  }
}
