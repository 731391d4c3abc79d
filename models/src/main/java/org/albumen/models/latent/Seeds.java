package org.albumen.models.latent;

import java.util.ArrayList;
import java.util.List;

/** Lists of seeds as a user writes them: {@code 7}, {@code 0-31}, {@code 1,3,10-12}. */
public final class Seeds {
  private static final int MOST = 100_000;

  private Seeds() {}

  /**
   * The seeds in the order given.
   *
   * @throws IllegalArgumentException with one line that says what is wrong
   */
  public static List<Long> parse(String text) {
    List<Long> seeds = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String item = part.strip();
      if (!item.matches("\\d{1,10}(-\\d{1,10})?")) {
        throw new IllegalArgumentException("seeds are written like 7 or 0-31 or 1,3,10-12");
      }
      int dash = item.indexOf('-');
      long first = Long.parseLong(dash < 0 ? item : item.substring(0, dash));
      long last = Long.parseLong(item.substring(dash + 1));
      if (last < first || last - first >= MOST - seeds.size()) {
        throw new IllegalArgumentException(
            "a range of seeds goes upwards, and a list has " + MOST + " at most");
      }
      for (long seed = first; seed <= last; seed++) {
        seeds.add(seed);
      }
    }
    return List.copyOf(seeds);
  }
}
