package org.albumen.common.submission;

import static org.albumen.common.submission.Submission.requireText;

/**
 * Seeds, of each of which an image is drawn.
 *
 * @param seeds such as {@code 7} or {@code 0-31} or {@code 1,3,10-12}
 */
public record SeedList(String seeds) implements Selection {
  public SeedList {
    requireText(seeds, "seeds");
  }
}
