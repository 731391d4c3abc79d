package org.albumen.dispatcher.select;

import java.util.List;
import org.albumen.common.job.Source;
import org.albumen.common.submission.Cursor;

/**
 * A part of what a submission selects.
 *
 * @param from where it begins
 * @param sources each of which becomes a job
 * @param rejections the malformed rows
 * @param next where the next page begins, with the counts up to there
 * @param last whether there is no next page
 */
public record Page(
    Cursor from, List<Source> sources, List<Rejection> rejections, Cursor next, boolean last) {
  public Page {
    sources = List.copyOf(sources);
    rejections = List.copyOf(rejections);
  }
}
